console.log(process.argv.length, process.argv.slice(2), process.platform, process.arch, process.version, process.versions.node);
console.log(typeof process.pid, typeof process.ppid, process.cwd() === require("process").cwd(), process.env.EXTRA, process.env.NOPE);
process.env.NUM = 5; console.log(process.env.NUM === "5", "NUM" in process.env); delete process.env.NUM; console.log(process.env.NUM);
console.log(Object.keys(process.env).includes("EXTRA"), typeof process.env.PATH);
console.log(typeof process.uptime(), process.hrtime().length, typeof process.hrtime.bigint(), process.hrtime([0, 0]).length);
console.log(Object.keys(process.memoryUsage()), process.memoryUsage().rss > 1e6);
process.chdir("/"); console.log(process.cwd());
try { process.chdir("/nope"); } catch (e) { console.log(e.message, e.code, e.errno, e.syscall, e.path, e.dest); }
console.log(process.umask().toString(8), process.umask(0o22).toString(8));
console.log(process.stdout.isTTY, process.stdout.columns, process.stdout.fd, process.stderr.fd, process.stdout.writable);
process.stdout.write("written "); process.stdout.write(Buffer.from("bytes\n"), () => console.log("callback"));
try { process.stdout.write(5); } catch (e) { console.log(e.message, e.code); }
try { process.stdout.write(null); } catch (e) { console.log(e.message, e.code); }
try { process.kill(process.pid, "SIGNOPE"); } catch (e) { console.log(e.message, e.code); }
try { process.exitCode = 1.5; } catch (e) { console.log(e.message, e.code); }
try { process.exitCode = "x"; } catch (e) { console.log(e.message, e.code); }
console.log(process.kill(process.pid, 0));
console.log(Object.prototype.toString.call(process), process.release.name, process.exitCode, process.execArgv);
process.emitWarning("w1", { type: "Custom", code: "C1", detail: "more\nlines" });
process.emitWarning(new Error("as error"));
