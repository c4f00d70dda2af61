// Ray tracing: spheres over a chequered floor with shadows and reflections. Small short-lived objects, floating point,
// virtual calls.
"use strict";

class Vector {
  constructor(x, y, z) {
    this.x = x;
    this.y = y;
    this.z = z;
  }

  add(v) {
    return new Vector(this.x + v.x, this.y + v.y, this.z + v.z);
  }

  sub(v) {
    return new Vector(this.x - v.x, this.y - v.y, this.z - v.z);
  }

  scale(k) {
    return new Vector(this.x * k, this.y * k, this.z * k);
  }

  times(v) {
    return new Vector(this.x * v.x, this.y * v.y, this.z * v.z);
  }

  dot(v) {
    return this.x * v.x + this.y * v.y + this.z * v.z;
  }

  unit() {
    return this.scale(1 / Math.sqrt(this.dot(this)));
  }
}

class Ray {
  constructor(origin, direction) {
    this.origin = origin;
    this.direction = direction;
  }

  at(t) {
    return this.origin.add(this.direction.scale(t));
  }
}

const NEAR = 1e-4;

class Sphere {
  constructor(center, radius, color, shine) {
    this.center = center;
    this.radius = radius;
    this.color = color;
    this.shine = shine;
  }

  // Distance along the ray, Infinity if it misses.
  intersect(ray) {
    const toCenter = this.center.sub(ray.origin);
    const along = toCenter.dot(ray.direction);
    const rest =
      this.radius * this.radius - toCenter.dot(toCenter) + along * along;
    if (rest < 0) return Infinity;
    const half = Math.sqrt(rest);
    if (along - half > NEAR) return along - half;
    return along + half > NEAR ? along + half : Infinity;
  }

  normal(point) {
    return point.sub(this.center).scale(1 / this.radius);
  }

  colorAt() {
    return this.color;
  }
}

class Floor {
  constructor(height, light, dark, shine) {
    this.height = height;
    this.light = light;
    this.dark = dark;
    this.shine = shine;
    this.up = new Vector(0, 1, 0);
  }

  intersect(ray) {
    const t = (this.height - ray.origin.y) / ray.direction.y;
    return t > NEAR ? t : Infinity;
  }

  normal() {
    return this.up;
  }

  colorAt(point) {
    return (Math.floor(point.x) + Math.floor(point.z)) & 1
      ? this.dark
      : this.light;
  }
}

class Scene {
  constructor(things, lights) {
    this.things = things;
    this.lights = lights;
  }

  nearest(ray) {
    let best = null,
      distance = Infinity;
    for (const thing of this.things) {
      const t = thing.intersect(ray);
      if (t < distance) {
        distance = t;
        best = thing;
      }
    }
    return best === null ? null : { thing: best, distance };
  }

  isLit(point, direction, distance) {
    const hit = this.nearest(new Ray(point, direction));
    return hit === null || hit.distance > distance;
  }

  trace(ray, depth) {
    const hit = this.nearest(ray);
    if (hit === null) {
      const height = 0.5 * (ray.direction.y + 1);
      return new Vector(1 - 0.5 * height, 1 - 0.3 * height, 1);
    }
    const { thing } = hit,
      point = ray.at(hit.distance),
      normal = thing.normal(point);
    const surface = thing.colorAt(point);
    let color = surface.scale(0.1);
    for (const light of this.lights) {
      const way = light.position.sub(point),
        distance = Math.sqrt(way.dot(way)),
        direction = way.scale(1 / distance);
      const facing = normal.dot(direction);
      if (facing <= 0 || !this.isLit(point, direction, distance)) continue;
      color = color.add(surface.times(light.color).scale(facing));
      const mirrored = direction.sub(normal.scale(2 * facing)),
        glint = mirrored.dot(ray.direction);
      if (glint > 0)
        color = color.add(light.color.scale(thing.shine * Math.pow(glint, 40)));
    }
    if (thing.shine > 0 && depth < 4) {
      const reflected = ray.direction.sub(
        normal.scale(2 * normal.dot(ray.direction)),
      );
      color = color
        .scale(1 - thing.shine)
        .add(
          this.trace(new Ray(point, reflected.unit()), depth + 1).scale(
            thing.shine,
          ),
        );
    }
    return color;
  }
}

function makeScene() {
  const things = [
    new Floor(-1, new Vector(0.9, 0.9, 0.9), new Vector(0.2, 0.2, 0.25), 0.15),
  ];
  for (let i = 0; i < 12; i++) {
    const angle = i * 0.9,
      far = 3 + i * 0.45;
    const color = new Vector(
      0.3 + (i % 3) * 0.3,
      0.3 + (i % 4) * 0.2,
      0.3 + (i % 5) * 0.15,
    );
    things.push(
      new Sphere(
        new Vector(Math.cos(angle) * 2.2, -0.4 + (i % 4) * 0.5, far),
        0.35 + (i % 3) * 0.15,
        color,
        0.1 * (i % 4),
      ),
    );
  }
  const lights = [
    { position: new Vector(-4, 6, -2), color: new Vector(0.7, 0.7, 0.6) },
    { position: new Vector(5, 4, 1), color: new Vector(0.3, 0.3, 0.5) },
  ];
  return new Scene(things, lights);
}

function render(scene, width, height) {
  const eye = new Vector(0, 0.6, -2),
    level = (c) => Math.min(255, Math.max(0, Math.floor(c * 255)));
  let hash = 0,
    sum = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const direction = new Vector(
        (x - width / 2) / height,
        (height / 2 - y) / height,
        1,
      ).unit();
      const color = scene.trace(new Ray(eye, direction), 0);
      const rgb =
        (level(color.x) << 16) | (level(color.y) << 8) | level(color.z);
      hash = (Math.imul(hash, 31) + rgb) | 0;
      sum += rgb & 255;
    }
  }
  return hash + " " + sum;
}

console.log(render(makeScene(), 960, 720));
