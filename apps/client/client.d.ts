// What the bundler adds to the language: style sheets, globs, import.meta.env.
/// <reference types="vite/client" />
