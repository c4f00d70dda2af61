"use strict";
// require('typebase'): types of binary data, as the npm package of that name:
// primitives, lists and structs, which pack values into a Buffer at a pointer and
// unpack them; variables, which are a type at a pointer.

const { Buffer } = require("buffer");

class Pointer {
  constructor(buf, offset = 0) {
    this.buf = buf;
    this.off = offset;
  }
  clone() {
    return new Pointer(this.buf, this.off);
  }
}

// Packs itself with functions that are called on the buffer: onPack(value,
// offset), onUnpack(offset).
class Primitive {
  constructor() {
    this.size = 0;
  }
  static define(size = 1, onPack = () => {}, onUnpack = () => {}, name = "") {
    return Object.assign(new Primitive(), { size, name, onPack, onUnpack });
  }
  pack(p, value) {
    this.onPack.call(p.buf, value, p.off);
  }
  unpack(p) {
    return this.onUnpack.call(p.buf, p.off);
  }
}

// Elements of one type; a length of 0 stands for one that is not known.
class List {
  constructor() {
    this.size = 0;
    this.length = 0;
  }
  static define(type, length = 0) {
    const size = length * type.size;
    return Object.assign(new List(), { type, length, size });
  }
  pack(p, values, length = this.length) {
    const at = p.clone();
    const count = Math.min(length || values.length, values.length);
    for (let i = 0; i < count; i++) {
      this.type.pack(at, values[i]);
      at.off += this.type.size;
    }
  }
  unpack(p, length = this.length) {
    const at = p.clone();
    const values = [];
    for (let i = 0; i < length; i++) {
      values.push(this.type.unpack(at));
      at.off += this.type.size;
    }
    return values;
  }
}

class IStructField {}

// Fields one behind the other, without gaps: [name, type], or another struct,
// whose fields are taken over.
class Struct {
  constructor(fields, name) {
    this.size = 0;
    this.fields = [];
    this.map = {};
    this.addFields(fields);
    this.name = name;
  }
  static define(fields, name = "") {
    return new Struct(fields, name);
  }
  addFields(fields) {
    for (const field of fields) {
      if (field instanceof Struct) {
        this.addFields(field.fields.map((f) => [f.name, f.type]));
        continue;
      }
      const [name, type] = field;
      const entry = { type, offset: this.size, name };
      this.fields.push(entry);
      this.map[name] = entry;
      this.size += type.size;
    }
  }
  pack(p, data) {
    const at = p.clone();
    for (const { name, type } of this.fields) {
      type.pack(at, data[name]);
      at.off += type.size;
    }
  }
  unpack(p) {
    const at = p.clone();
    const data = {};
    for (const { name, type } of this.fields) {
      data[name] = type.unpack(at);
      at.off += type.size;
    }
    return data;
  }
}

class Variable {
  constructor(type, pointer) {
    this.type = type;
    this.pointer = pointer;
  }
  pack(data) {
    this.type.pack(this.pointer, data);
  }
  unpack(length) {
    return this.type.unpack(this.pointer, length);
  }
  cast(type) {
    this.type = type;
  }
  // The field of a struct as a variable.
  get(name) {
    if (!(this.type instanceof Struct))
      throw Error("Variable is not a `Struct`.");
    const field = this.type.map[name];
    const at = this.pointer.clone();
    at.off += field.offset;
    return new Variable(field.type, at);
  }
}

const b = Buffer.prototype;
const i32 = Primitive.define(4, b.writeInt32LE, b.readInt32LE);
const ui32 = Primitive.define(4, b.writeUInt32LE, b.readUInt32LE);

module.exports = {
  Pointer,
  Primitive,
  List,
  IStructField,
  Struct,
  Variable,
  i8: Primitive.define(1, b.writeInt8, b.readInt8),
  ui8: Primitive.define(1, b.writeUInt8, b.readUInt8),
  i16: Primitive.define(2, b.writeInt16LE, b.readInt16LE),
  ui16: Primitive.define(2, b.writeUInt16LE, b.readUInt16LE),
  i32,
  ui32,
  i64: List.define(i32, 2), // [low half, high half]
  ui64: List.define(ui32, 2),
  t_void: Primitive.define(0),
};
