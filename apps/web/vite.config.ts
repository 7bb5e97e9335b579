/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** In development the page comes from Vite and everything under `/api` from the console server. */
const serverUrl = process.env['CONSOLE_SERVER_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  server: { host: '127.0.0.1', proxy: { '/api': { target: serverUrl } } },
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  build: {
    target: 'es2023',
    // Every browser that runs es2023 knows modulepreload itself.
    modulePreload: { polyfill: false },
    manifest: true,
    chunkSizeWarningLimit: 700,
    assetsInlineLimit: 0,
  },
  // Whole pages are rendered, on machines that do other work beside.
  test: { testTimeout: 30_000 },
});
