import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type BuildOptions, build, transform } from 'esbuild'
import { manifestAlone, manifestWithoutWords } from './manifestAlone.ts'
import { withoutServices } from './openaiClient.ts'

const root = join(import.meta.dirname, '..')

/**
 * What is built. VS Code starts the extension, which starts the worker; people start the command line; the worker and the
 * command line start the process for the code of eval sets.
 */
const bundles = {
  extension: { entry: 'src/host/extension.ts', out: 'dist/extension.cjs', external: ['vscode'], inParts: true },
  worker: { entry: 'src/worker/main.ts', out: 'dist/worker.cjs' },
  code: { entry: 'src/run/binding/codeWorker.ts', out: 'dist/code.cjs' },
  cli: { entry: 'src/cli/main.ts', out: 'dist/cli.cjs', banner: '#!/usr/bin/env node' },
  webview: { entry: 'webview/main.ts', out: 'dist/webview.js', browser: true },
} as const satisfies Record<string, Bundle>

interface Bundle {
  readonly entry: string
  readonly out: string
  readonly external?: readonly string[]
  readonly banner?: string
  readonly browser?: boolean
  /** What its `import()`s name is loaded when it is first needed, from files of its own in `dist/parts`. */
  readonly inParts?: boolean
}

/** The bundles are of the older module format, where a file knows its place by other names. */
const places = { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' }

/** Builds every bundle into `dist`. Gives the entry points that do not exist; a bundle that does not compile throws. */
export async function buildAll(mode: 'development' | 'production'): Promise<readonly string[]> {
  await rm(join(root, 'dist'), { recursive: true, force: true })
  const all: readonly Bundle[] = Object.values(bundles)
  const present = all.filter(bundle => existsSync(join(root, bundle.entry)))
  await Promise.all(
    present.map(bundle => (bundle.inParts ? buildInParts(bundle, mode) : build(optionsOf(bundle, mode)))),
  )
  return all.filter(bundle => !present.includes(bundle)).map(bundle => bundle.entry)
}

/** `--dev`: not minified and with source maps. */
export async function main(args: readonly string[]): Promise<number> {
  const missing = await buildAll(args.includes('--dev') ? 'development' : 'production')
  for (const entry of missing) console.error(`${entry} is missing: its bundle was not built.`)
  return missing.length === 0 ? 0 : 1
}

/**
 * esbuild splits only the newer module format, so its parts are turned into the older one, in which the editor loads them.
 * There strict mode must be asked for, and maps are found by the second pass only within the code.
 */
async function buildInParts(bundle: Bundle, mode: 'development' | 'production'): Promise<void> {
  const { outfile = '', ...options } = optionsOf(bundle, mode)
  const both = { minify: mode === 'production', sourcemap: mode === 'development' && 'inline' } as const
  const { outputFiles } = await build({
    ...options,
    ...both,
    outdir: dirname(outfile),
    outExtension: { '.js': '.cjs' },
    chunkNames: 'parts/[name]-[hash]',
    format: 'esm',
    splitting: true,
    write: false,
  })
  for (const { path, text } of outputFiles) {
    const { code } = await transform(text, {
      ...inNode,
      ...both,
      supported: { 'dynamic-import': false },
      tsconfigRaw: { compilerOptions: { alwaysStrict: true } },
    })
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, code)
  }
}

/** The extension and the command line run on the Node of the oldest editor that is supported, or on a person's own. */
const inNode = { platform: 'node', format: 'cjs', target: 'node20' } as const

function optionsOf(bundle: Bundle, mode: 'development' | 'production'): BuildOptions {
  return {
    absWorkingDir: root,
    entryPoints: [bundle.entry],
    outfile: bundle.out,
    bundle: true,
    logLevel: 'warning',
    // Its ES modules, of which only what is used goes into a bundle; for Node it names CommonJS ones.
    alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
    // The comments of licences stay in the bundles, as they ask.
    legalComments: 'eof',
    minify: mode === 'production',
    sourcemap: mode === 'development',
    ...(bundle.browser
      ? { platform: 'browser', format: 'iife', target: 'chrome128' }
      : { ...inNode, external: [...(bundle.external ?? [])], define: places }),
    plugins: [withoutServices, bundle.inParts ? manifestWithoutWords : manifestAlone],
    ...(bundle.banner && { banner: { js: bundle.banner } }),
  }
}
