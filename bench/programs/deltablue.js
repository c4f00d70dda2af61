// DeltaBlue: the incremental constraint solver of Freeman-Benson, Maloney and Borning ("An incremental constraint
// solver", CACM 33(1), 1990). One-way constraints of different strengths; plans are extracted and executed. Virtual
// calls, many small classes and growing arrays.
"use strict";

// Strengths: smaller is stronger.
const REQUIRED = 0,
  PREFERRED = 2,
  STRONG_DEFAULT = 3,
  NORMAL = 4,
  WEAK_DEFAULT = 5,
  WEAKEST = 6;

class Variable {
  constructor(name, value) {
    this.name = name;
    this.value = value;
    this.constraints = [];
    this.determinedBy = null;
    this.mark = 0;
    this.walkStrength = WEAKEST;
    this.isStay = true;
  }

  drop(constraint) {
    const i = this.constraints.indexOf(constraint);
    if (i >= 0) this.constraints.splice(i, 1);
    if (this.determinedBy === constraint) this.determinedBy = null;
  }
}

class Constraint {
  constructor(strength) {
    this.strength = strength;
  }

  isInput() {
    return false;
  }

  // Finds a method to satisfy this one, and enforces it; returns the constraint that it displaced, or null.
  satisfy(planner, mark) {
    this.chooseMethod(mark);
    if (!this.isSatisfied()) {
      if (this.strength === REQUIRED)
        throw new Error("a required constraint cannot be satisfied");
      return null;
    }
    this.markInputs(mark);
    const out = this.output();
    const displaced = out.determinedBy;
    if (displaced !== null) displaced.unsatisfy();
    out.determinedBy = this;
    if (!planner.propagate(this, mark)) throw new Error("cycle of constraints");
    out.mark = mark;
    return displaced;
  }
}

class UnaryConstraint extends Constraint {
  constructor(variable, strength) {
    super(strength);
    this.target = variable;
    this.satisfied = false;
  }

  attach() {
    this.target.constraints.push(this);
    this.satisfied = false;
  }

  detach() {
    this.target.drop(this);
    this.satisfied = false;
  }

  chooseMethod(mark) {
    this.satisfied =
      this.target.mark !== mark && this.strength < this.target.walkStrength;
  }

  isSatisfied() {
    return this.satisfied;
  }

  unsatisfy() {
    this.satisfied = false;
  }

  markInputs() {}

  inputsKnown() {
    return true;
  }

  output() {
    return this.target;
  }

  recalculate() {
    const out = this.target;
    out.walkStrength = this.strength;
    out.isStay = !this.isInput();
    if (out.isStay) this.execute();
  }
}

class StayConstraint extends UnaryConstraint {
  execute() {}
}

class EditConstraint extends UnaryConstraint {
  isInput() {
    return true;
  }

  execute() {}
}

const NONE = 0,
  FORWARD = 1,
  BACKWARD = -1;

class BinaryConstraint extends Constraint {
  constructor(first, second, strength) {
    super(strength);
    this.first = first;
    this.second = second;
    this.direction = NONE;
  }

  attach() {
    this.first.constraints.push(this);
    this.second.constraints.push(this);
    this.direction = NONE;
  }

  detach() {
    this.first.drop(this);
    this.second.drop(this);
    this.direction = NONE;
  }

  // Writes to the variable that is not marked, or to the one with the weaker walkabout strength.
  chooseMethod(mark) {
    const a = this.first,
      b = this.second;
    this.direction = NONE;
    if (a.mark === mark) {
      if (b.mark !== mark && this.strength < b.walkStrength)
        this.direction = FORWARD;
    } else if (b.mark === mark) {
      if (this.strength < a.walkStrength) this.direction = BACKWARD;
    } else if (a.walkStrength > b.walkStrength) {
      if (this.strength < a.walkStrength) this.direction = BACKWARD;
    } else if (this.strength < b.walkStrength) {
      this.direction = FORWARD;
    }
  }

  isSatisfied() {
    return this.direction !== NONE;
  }

  unsatisfy() {
    this.direction = NONE;
  }

  input() {
    return this.direction === FORWARD ? this.first : this.second;
  }

  output() {
    return this.direction === FORWARD ? this.second : this.first;
  }

  markInputs(mark) {
    this.input().mark = mark;
  }

  inputsKnown(mark) {
    const v = this.input();
    return v.mark === mark || v.isStay || v.determinedBy === null;
  }

  recalculate() {
    const from = this.input(),
      out = this.output();
    out.walkStrength = Math.max(this.strength, from.walkStrength);
    out.isStay = from.isStay;
    if (out.isStay) this.execute();
  }
}

class EqualConstraint extends BinaryConstraint {
  execute() {
    this.output().value = this.input().value;
  }
}

// second = first * scale + offset
class ScaleConstraint extends BinaryConstraint {
  constructor(first, scale, offset, second, strength) {
    super(first, second, strength);
    this.scale = scale;
    this.offset = offset;
  }

  attach() {
    super.attach();
    this.scale.constraints.push(this);
    this.offset.constraints.push(this);
  }

  detach() {
    super.detach();
    this.scale.drop(this);
    this.offset.drop(this);
  }

  markInputs(mark) {
    super.markInputs(mark);
    this.scale.mark = this.offset.mark = mark;
  }

  execute() {
    if (this.direction === FORWARD)
      this.second.value =
        this.first.value * this.scale.value + this.offset.value;
    else
      this.first.value =
        (this.second.value - this.offset.value) / this.scale.value;
  }

  recalculate() {
    const from = this.input(),
      out = this.output();
    out.walkStrength = Math.max(this.strength, from.walkStrength);
    out.isStay = from.isStay && this.scale.isStay && this.offset.isStay;
    if (out.isStay) this.execute();
  }
}

class Planner {
  constructor() {
    this.mark = 0;
  }

  add(constraint) {
    constraint.attach();
    const mark = ++this.mark;
    let displaced = constraint.satisfy(this, mark);
    while (displaced !== null) displaced = displaced.satisfy(this, mark);
    return constraint;
  }

  remove(constraint) {
    if (!constraint.isSatisfied()) {
      constraint.detach();
      return;
    }
    const out = constraint.output();
    constraint.unsatisfy();
    constraint.detach();
    const unsatisfied = this.freeDownstream(out);
    for (let strength = REQUIRED; strength <= WEAKEST; strength++) {
      for (const c of unsatisfied) {
        if (c.strength !== strength) continue;
        const mark = ++this.mark;
        let displaced = c.satisfy(this, mark);
        while (displaced !== null) displaced = displaced.satisfy(this, mark);
      }
    }
  }

  // Makes everything after `constraint` agree with it; false if it is its own input.
  propagate(constraint, mark) {
    const todo = [constraint];
    while (todo.length > 0) {
      const c = todo.pop(),
        out = c.output();
      if (out.mark === mark) return false;
      c.recalculate();
      this.consumers(out, todo);
    }
    return true;
  }

  // Satisfied constraints that read `variable`, appended to the list.
  consumers(variable, list) {
    const { determinedBy, constraints } = variable;
    for (let i = 0; i < constraints.length; i++) {
      const c = constraints[i];
      if (c !== determinedBy && c.isSatisfied()) list.push(c);
    }
  }

  // Resets the variables that depended on `out`; returns the constraints that can be tried again.
  freeDownstream(out) {
    out.determinedBy = null;
    out.walkStrength = WEAKEST;
    out.isStay = true;
    const unsatisfied = [],
      todo = [out];
    while (todo.length > 0) {
      const v = todo.pop();
      for (const c of v.constraints) if (!c.isSatisfied()) unsatisfied.push(c);
      const next = [];
      this.consumers(v, next);
      for (const c of next) {
        c.recalculate();
        todo.push(c.output());
      }
    }
    return unsatisfied;
  }

  // An order in which to execute what depends on the given input constraints.
  plan(inputs) {
    const mark = ++this.mark,
      order = [];
    const todo = inputs.filter((c) => c.isInput() && c.isSatisfied());
    while (todo.length > 0) {
      const c = todo.pop(),
        out = c.output();
      if (out.mark === mark || !c.inputsKnown(mark)) continue;
      order.push(c);
      out.mark = mark;
      this.consumers(out, todo);
    }
    return order;
  }

  change(variable, value, times) {
    const edit = this.add(new EditConstraint(variable, PREFERRED));
    const plan = this.plan([edit]);
    for (let i = 0; i < times; i++) {
      variable.value = value;
      for (let k = 0; k < plan.length; k++) plan[k].execute();
    }
    this.remove(edit);
  }
}

// A long chain of equalities, edited at its head.
function chainTest(n) {
  const planner = new Planner(),
    variables = [];
  for (let i = 0; i <= n; i++) variables.push(new Variable("v" + i, 0));
  for (let i = 0; i < n; i++)
    planner.add(new EqualConstraint(variables[i], variables[i + 1], REQUIRED));
  const first = variables[0],
    last = variables[n];
  planner.add(new StayConstraint(last, STRONG_DEFAULT));
  const edit = planner.add(new EditConstraint(first, PREFERRED));
  const plan = planner.plan([edit]);
  let sum = 0;
  for (let i = 0; i < 100; i++) {
    first.value = i;
    for (let k = 0; k < plan.length; k++) plan[k].execute();
    if (last.value !== i) throw new Error("the chain is broken");
    sum += last.value;
  }
  planner.remove(edit);
  return sum;
}

// Many pairs of variables under one scale and offset, edited from either side.
function projectionTest(n) {
  const planner = new Planner();
  const scale = new Variable("scale", 10),
    offset = new Variable("offset", 1000);
  const sources = [],
    results = [];
  for (let i = 0; i < n; i++) {
    const source = new Variable("source", i),
      result = new Variable("result", i);
    sources.push(source);
    results.push(result);
    planner.add(new StayConstraint(source, NORMAL));
    planner.add(new ScaleConstraint(source, scale, offset, result, REQUIRED));
  }
  const check = (condition) => {
    if (!condition) throw new Error("the projection is wrong");
  };
  planner.change(sources[n - 1], 17, 10);
  check(results[n - 1].value === 1170);
  planner.change(results[n - 1], 1050, 10);
  check(sources[n - 1].value === 5);
  planner.change(scale, 5, 10);
  for (let i = 0; i < n - 1; i++) check(results[i].value === i * 5 + 1000);
  planner.change(offset, 2000, 10);
  for (let i = 0; i < n - 1; i++) check(results[i].value === i * 5 + 2000);
  let sum = planner.mark;
  for (const v of results) sum += v.value;
  return sum;
}

// A weak stay gives way to a stronger edit and wins again when that is gone.
function strengthTest() {
  const planner = new Planner(),
    a = new Variable("a", 1),
    b = new Variable("b", 2);
  planner.add(new StayConstraint(a, WEAK_DEFAULT));
  planner.add(new EqualConstraint(a, b, STRONG_DEFAULT));
  planner.change(b, 7, 1);
  return a.value * 10 + b.value;
}

let total = 0;
for (let round = 0; round < 150; round++)
  total += chainTest(1000) + projectionTest(1000);
console.log(total + " " + strengthTest());
