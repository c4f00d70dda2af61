import { area, Circle, Level, type Shape, Square } from "./shapes";
import * as store from "./store";
import { missing } from "./nowhere";

const events = new store.Store<{ added: Shape; removed: { id: number } }>();
const stop = events.on("added", ({ kind }) => console.log(kind.length));
events.on("removed", (e) => e.id.toUpperCase());
events.emit("moved", { id: 1 });
events.emit("removed", { id: "1" });
store.frozen.a.b[0] = 2;
store.frozen.a.b.push(3, "4");
store.over(true);
const { a, z } = store.pick({ a: 1, b: "two" }, "a", "b");
const unused = stop();
let total: number = [new Circle({ kind: "circle", radius: 2 }), new Square({ kind: "square", side: "2" })].reduce((n, s) => n + s.area(), 0);
function* walk(depth: number): Generator<string, void, boolean> {
  const more = yield depth;
  if (more) yield* walk(depth - 1);
  return depth;
}
const tuple: [first: string, ...rest: number[]] = ["a", 1, "b"];
async function load(path: string): Promise<number> {
  try {
    const text = await Promise.all([path, 1] as const);
    return text[0];
  } catch (e) {
    return e.message;
  }
}
label: for (const [key, value] of Object.entries({ x: 1 })) {
  if (key === value) continue label;
  total += area({ kind: "square", size: 1 });
}
export default class extends Circle {
  area() {
    return super.area() satisfies string;
  }
}
export const level: Level = Level.High | Level.Lower;
export { a, load, tuple, walk, z, missing };
var total = "again";
