import { setFlagsFromString } from "node:v8";
import vm from "node:vm";
import { currentContext } from "./current-context.ts";
import type { ModuleNamespace, Modules } from "./modules.ts";

const SCHEME = "convex:/";

// V8's cache of compiled modules never lets go of them: each push or changed variable would keep the program before it in memory.
setFlagsFromString("--no-compilation-cache");

/** Loads modules by path; each is evaluated at most once in the loader's realm. */
export class ModuleLoader implements Modules {
  readonly #realm: vm.Context;
  readonly #sourceOf: (path: string) => string | undefined;
  readonly #modules = new Map<string, vm.SourceTextModule>();
  readonly #loaded = new Map<string, Promise<ModuleNamespace>>();
  #tail: Promise<unknown> = Promise.resolve();

  constructor(realm: vm.Context, sourceOf: (path: string) => string | undefined) {
    this.#realm = realm;
    this.#sourceOf = sourceOf;
  }

  /** The exports of a module. @throws what the module throws during evaluation */
  load(path: string): Promise<ModuleNamespace> {
    let loaded = this.#loaded.get(path);
    if (!loaded) {
      // One at a time: two graphs that share a chunk must not evaluate it at the same time.
      loaded = this.#tail.then(() => this.#evaluate(path)).then(namespaceOf);
      this.#loaded.set(path, loaded);
      this.#tail = loaded.catch(() => undefined);
    }
    return loaded;
  }

  async #evaluate(path: string): Promise<vm.SourceTextModule> {
    const module = this.#module(path);
    if (module.status === "unlinked") module.instantiate();
    if (module.status === "linked") await currentContext.run(null, () => module.evaluate());
    if (module.status === "errored") throw module.error;
    return module;
  }

  #module(path: string): vm.SourceTextModule {
    const existing = this.#modules.get(path);
    if (existing) return existing;
    const source = this.#sourceOf(path);
    if (source === undefined) throw new Error(`Couldn't find module ${path}`);
    const module = new vm.SourceTextModule(source, {
      context: this.#realm,
      identifier: SCHEME + path,
      importModuleDynamically: (specifier) => this.#evaluate(resolve(specifier, path)),
    });
    this.#modules.set(path, module);
    module.linkRequests(module.moduleRequests.map((request) => this.#module(resolve(request.specifier, path))));
    return module;
  }
}

function namespaceOf(module: vm.SourceTextModule): ModuleNamespace {
  // safe because a module namespace is an object of exports.
  return module.namespace as ModuleNamespace;
}

function resolve(specifier: string, fromPath: string): string {
  if (!specifier.startsWith(".") && !specifier.startsWith("/")) {
    throw new Error(
      `Module ${fromPath} imports "${specifier}", which this deployment does not provide. Node.js built-ins need "use node", which convex-local does not support.`,
    );
  }
  return new URL(specifier, `x://module/${fromPath}`).pathname.slice(1);
}
