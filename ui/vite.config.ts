import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/**
 * `vite build` makes what the window loads (`dist`). `--mode sample` makes the same screens over
 * the sample host (`dist-sample`), for a browser and for the browser tests.
 */
export default defineConfig(({ mode }) => ({
  base: "./",
  plugins: [react()],
  build: {
    outDir: mode === "sample" ? "dist-sample" : "dist",
    target: "safari16",
    // Everything is read from this computer; splitting further would only add moments of waiting.
    chunkSizeWarningLimit: 1000,
    // Fonts stay files: a data address would need an exception in the window's content policy.
    assetsInlineLimit: 0,
  },
  server: { host: "127.0.0.1" },
  preview: { host: "127.0.0.1" },
  test: {
    environment: "node",
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
  },
}));
