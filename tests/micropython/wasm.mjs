// Runs tests/micropython/run.py in MicroPython's WebAssembly build: node wasm.mjs ROOT PACKAGE_FOLDER.
// The build has no access to the disk: what the core and its tests need is copied into its own memory.
import { readdirSync, readFileSync, statSync, existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const NEEDED = ["device", "tests/__init__.py", "tests/device", "tests/micropython", "simulator/__init__.py", "simulator/inmemory", "tables"];
const HEAP = 64 * 1024 * 1024;

const [root, packageFolder] = process.argv.slice(2);
const { loadMicroPython } = await import(pathToFileURL(join(packageFolder, "micropython.mjs")));
const vm = await loadMicroPython({ heapsize: HEAP, stdout: (line) => console.log(line), linebuffer: true });

function copy(name) {
    const from = join(root, name), to = "/project/" + name;
    if (statSync(from).isDirectory()) {
        vm.FS.mkdirTree(to);
        for (const entry of readdirSync(from)) if (entry !== "__pycache__") copy(name + "/" + entry);
    } else {
        vm.FS.mkdirTree(to.slice(0, to.lastIndexOf("/")));
        vm.FS.writeFile(to, readFileSync(from));
    }
}

for (const name of NEEDED) if (existsSync(join(root, name))) copy(name);
try {
    vm.runPython(readFileSync(join(root, "tests/micropython/run.py"), "utf8"));
} catch (error) {
    const exit = /SystemExit: (\d+)/.exec(error.message);
    if (!exit) console.log(error.message);
    process.exit(exit ? Number(exit[1]) : 1);
}
