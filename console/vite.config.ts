import vue from "@vitejs/plugin-vue";
import { ElementPlusResolver } from "unplugin-vue-components/resolvers";
import components from "unplugin-vue-components/vite";
import { defineConfig } from "vitest/config";

const gateway = process.env.GATEWAY ?? "http://127.0.0.1:8080";
const proxy = { "/api": gateway, "/oauth2": gateway, "/login": gateway, "/logout": gateway };

export default defineConfig({
  plugins: [
    vue(),
    components({ dirs: [], dts: false, resolvers: [ElementPlusResolver({ importStyle: "css" })] }),
  ],
  define: {
    __VUE_OPTIONS_API__: "false",
    __VUE_PROD_DEVTOOLS__: "false",
  },
  build: {
    outDir: "target/site",
    emptyOutDir: true,
    target: "es2022",
    // Inlined files would be data: addresses, which the policy allows for images only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: {
      output: {
        // A slow line pays for each file; what is small goes along with what needs it.
        experimentalMinChunkSize: 12_000,
        manualChunks: (id) => (/node_modules\/(@vue|vue|vue-router|pinia)\//.test(id) ? "vue" : undefined),
      },
    },
  },
  test: { include: ["src/**/*.test.ts"] },
  server: { proxy },
  preview: { proxy },
});
