type Listener<E> = (event: E) => void | Promise<void>;
type Keys<T> = { [K in keyof T as T[K] extends Function ? never : K]-?: T[K] };
type Deep<T> = T extends (infer U)[] ? Deep<U>[] : T extends object ? { readonly [K in keyof T]: Deep<T[K]> } : T;
export class Store<Events extends Record<string, unknown>> {
  #listeners = new Map<keyof Events, Set<Listener<any>>>();
  on<K extends keyof Events>(name: K, listener: Listener<Events[K]>): () => boolean {
    let set = this.#listeners.get(name);
    if (!set) this.#listeners.set(name, (set = new Set()));
    set.add(listener);
    return () => set.delete(listener);
  }
  async emit<K extends keyof Events>(name: K, event: Events[K]) {
    for (const listener of this.#listeners.get(name)) await listener(event);
    for await (const x of [1, Promise.resolve(2)]) x.toFixed();
  }
}
export function pick<T, K extends keyof T>(from: T, ...keys: K[]): Pick<T, K> {
  return keys.reduce((to, k) => ({ ...to, [k]: from[k] }), {} as Pick<T, K>);
}
export function over(value: string): string;
export function over(value: number): number;
export function over(value: string | number) {
  return typeof value === "string" ? value.trim() : value.toFixd(2);
}
export const frozen: Deep<{ a: { b: number[] }; c: string }> = { a: { b: [1] }, c: "x" };
export type { Keys, Deep };
