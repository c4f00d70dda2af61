const fs = require("fs");
const os = require("os");
const path = require("path");
const { script } = require("../fs-script.js");
const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "fs-")));
script(fs, dir, (s) => console.log(s)).then(() => fs.rmSync(dir, { recursive: true }));
