"use strict";
// mathjs: its parser, units, matrices, big numbers, fractions, complex numbers, statistics, algebra; and each function
// on a row of arguments.

const math = require("mathjs");

const show = (v) => {
  if (typeof v === "function") return `function ${v.name}`;
  try {
    return math.format(v, { precision: 10 });
  } catch (e) {
    return String(v);
  }
};
const attempt = (name, f) => {
  let text;
  try {
    text = show(f());
  } catch (e) {
    text = `${e.name}: ${e.message}`;
  }
  console.log(`${name}: ${text.length > 100 ? `${text.slice(0, 100)}… ${text.length}` : text}`);
};

const expressions = `sqrt(3^2+4^2)|2 inch to cm|det([[-1,2],[3,1]])|inv([1,2;3,4])|sin(45 deg)^2|(2+3i)*(1-i)|bignumber(1)/3|fraction(1,3)+fraction(1,6)
derivative("x^2+sin(x)","x").toString()|simplify("2x+3x-x/1").toString()|eigs([[2,1],[1,2]]).values|range(1,10,2)|a=3; b=a^2|format(pi,20)|combinations(10,3)
lusolve([[1,1],[1,-1]],[2,0])|usolve([[1,1],[0,1]],[2,1])|5.08 cm + 2 inch to inch|rationalize("(x+1)^2/(x-1)").toString()|gamma(5.5)|erf(0.5)|std([1,2,3,4])
qr([[1,2],[3,4]]).R|fft([1,2,3,4])|nthRoot(27,3)|xgcd(36,24)|[1,2,3] .* [4,5,6]|log(10000,10)|cross([1,1,0],[0,1,1])|f(x,y)=x^y; f(2,8)|{a:{b:[1,2]}}.a.b[2]
true ? 1 : 2|not (1 > 2 and 3 <= 3)|0x1F + 0b101|5!|2^-3|7 mod 3|"abc"[2]|[1,2;3,4][2,:]|[1,2,3][end]|x = 1:5; x[2:3] = [9,9]; x|4 km/h to m/s|1 kg m^2/s^2 in J
symbolicEqual("x*y","y*x")|leafCount("x^2+1")|resolve("x+y",{y:2}).toString()|expm([[0,1],[0,0]])|sqrtm([[4,0],[0,9]])|schur([[1,2],[3,4]]).T|lup([[1,2],[3,4]]).p
quantileSeq([1,2,3,4,5],0.3)|mode([1,2,2,3])|mad([1,2,4])|corr([1,2,3],[2,4,7])|cumsum([1,2,3])|kron([1,2],[3,4])|freqz([1,2],[1,2,3],4).h|stirlingS2(5,3)|bellNumbers(6)
zeta(3)|sylvester([[1]],[[2]],[3])|intersect([0,0],[10,10],[10,0],[0,10])|distance([0,0],[3,4])|setUnion([1,2],[2,3])|setPowerset([1,2])|compareNatural(2,"x")|typed|1/0|sqrt(-4)
1e500|bignumber("1e500")*2|[1,2]+[1,2,3]|1 +|foo(1)|2 apples|unit("5 m")*unit("2 s")|to(unit("90 deg"),"rad")|createUnit("furlong2","220 yards")|12 furlong2 to mile`.split(/[|\n]/);
for (const e of expressions) attempt(e, () => math.evaluate(e));

const big = math.create(math.all, { number: "BigNumber", precision: 40 });
for (const e of ["1/3", "sqrt(2)", "exp(1)", "sin(1)", "gamma(10)", "2^100", "atan2(1,2)", "cosh(2)", "lgamma(3)", "3 inch to m"]) attempt(`big ${e}`, () => big.evaluate(e));
for (const e of ["x^2 + 2*x*y", "sqrt(a/b)", "[1,2;3,4]", "f(x) = x!", "a ? b : c", "not true", "2 kg", "x[1:2]", "{a: 1}", "-(3 + i)^-1"]) {
  attempt(`tree ${e}`, () => math.parse(e).toString({ parenthesis: "all" }));
  attempt(`tex ${e}`, () => math.parse(e).toTex());
  attempt(`json ${e}`, () => JSON.stringify(math.parse(e), math.replacer));
}
const parser = math.parser();
parser.evaluate("k(n) = n <= 1 ? 1 : n * k(n - 1)");
attempt("parser", () => [parser.evaluate("k(10)"), Object.keys(parser.getAll()).join()]);
attempt("chain", () => math.chain(3).add(4).multiply(2).sqrt().done());
attempt("sparse", () => math.multiply(math.sparse([[1, 0], [0, 2]]), math.sparse([[0, 3], [4, 0]])).toArray());
attempt("map", () => math.map([1, 2, 3], (x, i) => x * i[0]));

const rows = [[], [2], [-1.5, 3], [[1, 2, 3]], [[[1, 2], [3, 4]]], [math.complex(1, -2)], [math.bignumber("2.5")], [math.fraction(1, 3), math.fraction(2, 5)], [math.unit("5 cm"), math.unit("2 inch")], ["x + 1", "x"], [[[4, 1], [2, 3]], [[1, 0], [2, 5]]], [3, 2, 1], [math.sparse([[1, 2], [0, 3]])], [7n, 3n], [true], [null]];
const random = new Set(["random", "randomInt", "pickRandom", "import", "config", "create", "on", "off", "once", "emit", "typed", "uninitialized", "help", "docs"]);
for (const name of Object.keys(math).sort()) {
  if (typeof math[name] !== "function" || random.has(name) || /^create|^is[A-Z].*|Dependencies$|^[A-Z]/.test(name)) continue;
  rows.forEach((row, i) => attempt(`${name} ${i}`, () => math[name](...row)));
}
