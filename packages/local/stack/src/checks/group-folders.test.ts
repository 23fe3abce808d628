import { describe, expect, it } from "vitest";
import { groupFolders } from "./group-folders.ts";

const folder = (name: string, lib: string, exclude?: readonly string[]) => ({
  folder: name,
  path: `/repo/${name}`,
  config: { compilerOptions: { lib: [lib] }, include: ["src"], ...(exclude ? { exclude } : {}) },
});

describe("the programs for the type check", () => {
  it("contain every folder once, grouped only with folders of the same options, so that none is checked by another's rules", () => {
    const groups = groupFolders([folder("a", "dom"), folder("b", "es2023"), folder("c", "dom", ["made"])]);
    expect(groups).toEqual([
      {
        folders: ["a", "c"],
        config: {
          extends: "/repo/a/tsconfig.json",
          include: ["/repo/a/src", "/repo/c/src"],
          exclude: ["/repo/c/made"],
        },
      },
      {
        folders: ["b"],
        config: { extends: "/repo/b/tsconfig.json", include: ["/repo/b/src"], exclude: [] },
      },
    ]);
  });
});
