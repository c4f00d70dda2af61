export type Shape = { kind: "circle"; radius: number } | { kind: "square"; side: number } | { kind: "polygon"; points: Point[] };
export interface Point {
  readonly x: number;
  readonly y: number;
}
export abstract class Named<T extends Shape = Shape> {
  static count = 0;
  constructor(protected readonly shape: T, private label?: string) {
    Named.count++;
  }
  abstract area(): number;
  get name(): string {
    return this.label ?? this.shape.kind;
  }
}
export class Circle extends Named<Extract<Shape, { kind: "circle" }>> {
  area() {
    return Math.PI * this.shape.radius ** 2;
  }
  name = "round";
}
export class Square extends Named<Extract<Shape, { kind: "square" }>> {
  override area(): string {
    return `${this.shape.side}`;
  }
}
export function area(s: Shape): number {
  switch (s.kind) {
    case "circle":
      return s.radius * 2;
    case "square":
      return s.radius;
    default: {
      const never: never = s;
      return never;
    }
  }
}
export const enum Level { Low = 1, High = Low << 4, Text = "text".length }
