"use strict";
// highlight.js with its common languages: snippets in each, automatic detection, own languages, the element interface.

const fs = require("node:fs");
const path = require("node:path");
const hljs = require("highlight.js/lib/common");
const { attempt, show } = require("./support");

const snippets = {
  bash: 'for f in *.txt; do echo "$f: ${#f}" | grep -c \'x\' > /dev/null; done # c\nfunction g() { local a=$1; cat <<EOF\nx $a\nEOF\n}',
  c: '#include <stdio.h>\n#define N 3\nint main(void) { char c = \'\\n\'; printf("%d\\n", 0x1fUL); /* c */ return sizeof(struct s); }',
  cpp: 'template <typename T> class A : public B { auto f() const -> int { return R"(raw)"[0]; } };\nstd::vector<int> v{1, 2};\n#if 0\n#endif',
  csharp: 'using System; namespace N { [Attr] public class C<T> where T : new() { string s = $"a{1}b"; var t = @"x""y"; async Task F() => await G(); } }',
  css: '@media (min-width: 1px) { a.b > #c::before, [d="e"] { color: #fff !important; margin: -1.5em calc(1px + 2%); --v: url(x) } } /* c */',
  diff: '--- a\n+++ b\n@@ -1,2 +1,2 @@\n-old\n+new\n same\nIndex: x',
  go: 'package main\nimport "fmt"\nfunc (t *T) F(a int, b ...string) (err error) { ch := make(chan int); go func() { ch <- 0b1 }(); fmt.Println(`raw`, \'r\') }',
  graphql: 'query Q($a: Int!) @d { user(id: $a) { ...F name } } fragment F on User { id } type T implements I { f(x: [Int] = [1]): String }',
  ini: '; c\n[section.sub]\nkey = "value" # c\nn=1_000\nlist = [ true, 1.5, 2020-01-01 ]',
  java: '@Override public static <T> void main(String[] args) throws E { int x = 0b1_0; char c = \'a\'; record R(int a) {} String t = """\ntext""" ; /** @param a */ }',
  javascript: '// c\nimport { a } from "b"; class A extends B { #p = /re[/]x/g; static async *f(x = 1, ...y) { return `t${x + `n`}`; } get z() {} } const g = async (a) => a ?? 0xFn; <div a={1}>t</div>',
  json: '{"a": [1, -2.5e3, true, null], "b": {"c": "d\\n"}} // c',
  kotlin: '@A data class C(val a: Int = 1) : B() { fun f(x: String?): Int = when (x) { null -> 0 else -> "$x ${a + 1}".length } /* c */ }',
  less: '@v: 10px; .m(@a; @b: 2) when (@a > 1) { width: ~"x"; &:hover { .n(); } color: fade(@v, 50%) } // c',
  lua: '--[[ c ]] local function f(a, ...) return [==[ long ]==] .. "s" end -- c\nfor i = 1, #t do goto l end',
  makefile: 'A := $(shell ls) # c\n.PHONY: all\nall: b.o | d\n\t@$(CC) -o $@ $^\nifeq ($(A),x)\nendif\ninclude x.mk',
  markdown: '# h\n\n*em* **s** `c` [l](u "t") ![i](s)\n\n- a\n1. b\n\n> q\n\n```js\nx\n```\n<b>h</b>\n---',
  objectivec: '#import <Foundation/Foundation.h>\n@interface A : NSObject <P> @property (nonatomic) int x; - (void)f:(NSString *)s; @end // c\n@implementation A @end',
  perl: '#!/usr/bin/perl\nuse strict; my ($a, @b, %c) = @_; $a =~ s/x(y)/$1/g; print "a $a{b}" if m{x}i; sub f { return qw(a b) } # c\n=pod\nx\n=cut\n__END__',
  php: '<?php\nnamespace A; use B\\C; #[Attr] abstract class D extends E implements F { public function g(?int $a = null, string ...$b): static { return <<<X\n  t {$a}\nX; } } // c\n?> <b>',
  "php-template": '<p><?= $a ?></p><?php echo 1; ?>',
  plaintext: "just <text> & more",
  python: '@dec\nasync def f(a: int = 1, *args, **kw) -> str:\n    """doc"""\n    x = f"{a!r:>{10}}" + r\'\\d\' + b"z"  # c\n    return [i for i in range(0x1F) if not i is None]\n>>> 1',
  "python-repl": '>>> a = 1\n... b\n1',
  r: 'f <- function(x, ...) { if (TRUE) x %in% c(1L, 2.5, NA) else "s" } # c\n#\' @param x y\ny$z ~ `a b`',
  ruby: 'module M; class A < B; attr_accessor :a; def f(x, *y, k: 1) = "s#{x + 1}" end; %w[a b].each { |i| puts :"q" }; end # c\n=begin\nx\n=end\nh = { a: 1, "b" => /re/i }\nx = <<~T\n t\nT',
  rust: '#[derive(Debug)] pub struct S<\'a, T: Tr> { x: &\'a T } impl S { fn f(&self) -> Option<u8> { let r = r#"raw"#; println!("{}", b\'x\'); 1_0u8.into() } } /// doc',
  scss: '$v: 1px !default; @mixin m($a...) { &-x { @extend %p; width: math.div($v, 2) } } @include m; #{$i}: y; // c',
  shell: '$ ls -l\ntotal 0\n# whoami\nroot',
  sql: "SELECT a.b, COUNT(*) AS n FROM t1 LEFT JOIN t2 ON x = 'y''z' WHERE d > DATE '2020-01-01' -- c\nGROUP BY 1; CREATE TABLE t (id INT PRIMARY KEY); /* c */",
  swift: '@objc public final class A<T>: B where T: P { lazy var x: Int? = nil; func f(_ a: Int...) async throws -> some V { guard let y = x else { return "\\(a)" } } } // c\n#if os(x)\n#endif',
  typescript: 'interface A<T extends B = C> { readonly a?: string; [k: string]: any } enum E { X = 1 } type U = keyof A | `t${string}`; @dec() abstract class D implements A { constructor(private x: number) {} } namespace N {} let z = x as unknown;',
  vbnet: 'Imports System\nPublic Class A \' c\n  <Attr> Sub F(ByVal x As Integer)\n    Dim s = "a""b" & #1/2/2020# : If x > &HFF Then Return\n  End Sub\nEnd Class\n#Region "x"',
  wasm: '(module (func $f (param i32) (result i32) local.get 0 i32.const 0x1 i32.add) (; c ;) (export "f" (func $f))) ;; c\n(data "s")',
  xml: '<?xml version="1.0"?><!DOCTYPE a><!-- c --><a b="c" d=\'e\' f=g><![CDATA[x]]>&amp;<script>let a = 1;</script><style>b{c:d}</style></a>',
  yaml: 'a: &x\n  - "s" # c\n  - !!t 1.5\n  - <<: *x\nb: |\n  text\n? c\n: d\n---\ne: {f: [1, true, 2020-01-01]}',
};
for (const [language, code] of Object.entries(snippets)) {
  attempt(language, () => hljs.highlight(code, { language }).value, String);
  attempt("  relevance", () => [hljs.highlight(code, { language }).relevance, hljs.highlight(code, { language }).illegal]);
}
console.log(show(hljs.listLanguages()), show(Object.keys(snippets).filter((l) => !hljs.getLanguage(l))));
for (const language of ["javascript", "python", "xml", "sql", "rust", "css"]) {
  const r = hljs.highlightAuto(snippets[language]);
  console.log(language, "detected as", r.language, r.relevance, r.secondBest?.language, r.secondBest?.relevance);
}
attempt("subset", () => hljs.highlightAuto(snippets.c, ["c", "java"]).language);
for (const file of ["moment/moment.js", "marked/README.md", "lodash/package.json"]) {
  const text = fs.readFileSync(path.join(__dirname, "../../node_modules", file), "utf8").slice(0, 60000);
  const r = hljs.highlight(text, { language: { js: "javascript", md: "markdown", json: "json" }[file.split(".").pop()] });
  let hash = 0;
  for (let i = 0; i < r.value.length; i++) hash = (Math.imul(hash, 31) + r.value.charCodeAt(i)) | 0;
  console.log(file, text.length, r.value.length, r.relevance, hash);
}

// ---- the rest of the interface ----

attempt("unknown", () => hljs.highlight("x", { language: "nope" }));
attempt("illegal", () => hljs.highlight("{ # }", { language: "json", ignoreIllegals: false }).value);
attempt("old form", () => hljs.highlight("json", "[1]").value);
hljs.registerLanguage("own", (h) => ({
  name: "Own", aliases: ["ow"], case_insensitive: true, keywords: { keyword: "begin end", literal: ["yes", "no"], built_in: "print|5" },
  contains: [
    h.QUOTE_STRING_MODE, h.C_LINE_COMMENT_MODE, h.HASH_COMMENT_MODE, h.NUMBER_MODE, h.COMMENT("--", "$", { contains: [{ scope: "doctag", begin: "@\\w+" }] }), h.inherit(h.TITLE_MODE, { begin: /[A-Z]\w+/ }),
    { scope: "block", begin: /</, end: />/, contains: ["self", h.APOS_STRING_MODE] }, { begin: [/def/, /\s+/, /\w+/], beginScope: { 1: "keyword", 3: "title.function" } }, { match: /\bx\d+/, scope: "symbol" }, { beginKeywords: "raw", end: "endraw", subLanguage: "json" }, { variants: [{ begin: /\$a/ }, { begin: /\$b/ }], scope: "variable" }, h.END_SAME_AS_BEGIN({ scope: "string", begin: /q(.)/, end: /(.)q/ }), h.SHEBANG({ binary: /.*\bown\b/ }),
  ],
}));
console.log(hljs.highlight('BEGIN "s" 12 Title <a <b> \'c\'> def name -- @see x\nx12 raw {"a": 1} endraw $a $b print(yes) q!text!q end', { language: "ow" }).value);
hljs.registerLanguage("broken", () => { throw new Error("broken on purpose"); });
hljs.registerLanguage("illegal", () => ({ illegal: /!/, contains: [{ begin: "a" }] }));
attempt("own illegal", () => [hljs.highlight("a!b", { language: "illegal", ignoreIllegals: true }).value, hljs.highlight("a!b", { language: "illegal" }).illegal]);
hljs.registerAliases(["o1", "o2"], { languageName: "own" });
attempt("aliases", () => [hljs.getLanguage("o1").name, hljs.autoDetection("own"), hljs.inherit({ a: 1 }, { b: 2 }), hljs.versionString.split(".").length, hljs.unregisterLanguage("own"), hljs.getLanguage("own")]);
attempt("regex", () => [hljs.regex.concat(/a/, "b", /c/).toString(), hljs.regex.either("a", /b/), hljs.regex.lookahead("x"), hljs.regex.optional(/y/), hljs.regex.anyNumberOfTimes("z")]);
const events = [];
hljs.addPlugin({ "before:highlight": (c) => void events.push(`before ${c.language}`), "after:highlight": (r) => void (r.value += "<!---->"), "before:highlightElement": ({ el }) => void events.push(`element ${el.className}`), "after:highlightElement": ({ result }) => void events.push(result.language) });
console.log(hljs.highlight("[1]", { language: "json" }).value);
const element = (className, text) => ({ className, parentNode: null, textContent: text, innerHTML: "", children: [], dataset: {}, classList: { list: [], add(c) { this.list.push(c); } }, getAttribute: () => null });
for (const [className, text] of [["language-json x", "[1]"], ["lang-c", "int x;"], ["no-highlight", "y"], ["", "select 1 from t"]]) {
  const e = element(className, text);
  attempt(`element ${className}`, () => {
    hljs.highlightElement(e);
    return [e.innerHTML, e.classList.list, e.dataset, e.result?.language];
  });
}
hljs.configure({ classPrefix: "p-", languages: ["json"], noHighlightRe: /^(none)$/i });
console.log(hljs.highlight("[true]", { language: "json" }).value, hljs.highlightAuto("[1]").language, show(events));
hljs.removePlugin(null);
hljs.safeMode();
console.log(hljs.highlight("x", { language: "plaintext" }).value, hljs.newInstance().listLanguages().length);
hljs.debugMode();
