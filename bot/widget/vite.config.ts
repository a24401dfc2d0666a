import { defineConfig } from "vitest/config";

export default defineConfig({
  // Chunks are looked for beside the script itself, on whatever page it is used.
  base: "./",
  build: {
    target: "es2022",
    modulePreload: false,
    license: { fileName: "licenses.md" },
    rollupOptions: {
      input: "src/fact-advisor.ts",
      preserveEntrySignatures: "strict",
      output: { entryFileNames: "fact-advisor.js", chunkFileNames: "[name]-[hash].js" },
    },
  },
  test: { environment: "jsdom", include: ["tests/**/*.test.ts"] },
});
