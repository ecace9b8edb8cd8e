import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { type PromptfooConfig, promptfooConfigs } from '../test/unit/evals/dialects/promptfooConfigs.ts'
import { type PromptfooRow, promptfooRows } from '../test/unit/evals/dialects/promptfooRows.ts'

const version = '0.123.1'

/** Outside of the project: promptfoo and what it needs come to some 280 MB. */
const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'gpo-promptfoo', version)

/** Promptfoo sends nothing anywhere while it judges, and keeps its own files in the cache folder. */
const quiet = {
  PROMPTFOO_DISABLE_TELEMETRY: '1',
  PROMPTFOO_DISABLE_UPDATE: '1',
  PROMPTFOO_DISABLE_REMOTE_GENERATION: '1',
  PROMPTFOO_CONFIG_DIR: join(folder, 'config'),
}

interface Verdict {
  readonly pass: boolean
  readonly score: number
  readonly reason: string
}

interface Promptfoo {
  /** Judges one answer. */
  readonly assertions: { runAssertions(input: object): Promise<Verdict> }
  /** Runs a whole config. */
  evaluate(suite: object, options: object): Promise<{ toEvaluateSummary(): Promise<{ results: readonly Evaluated[] }> }>
}

interface Evaluated {
  readonly success: boolean
  readonly score: number
  /** 2 where it could not be judged. */
  readonly failureReason: number
}

/**
 * Judges the rows and configs of the unit tests with promptfoo itself, and says where its verdict is not the one that is
 * written there. The unit tests hold our verdicts to the same rows, so both together say whether we judge as promptfoo does.
 */
export async function main(): Promise<number> {
  Object.assign(process.env, quiet)
  if (!existsSync(join(folder, 'node_modules/promptfoo'))) await install()
  const promptfoo = await load()
  let differing = 0
  for (const row of promptfooRows) {
    const { pass, score, reason } = await promptfoo.assertions.runAssertions(inputOf(row))
    const rounded = Math.round(score * 1e4) / 1e4
    if (pass === row.passes && rounded === row.score) continue
    differing++
    const said = `promptfoo ${pass ? 'passes' : 'fails'} it with ${rounded}, the row ${row.passes ? 'passes' : 'fails'} it with ${row.score}`
    console.error(`${JSON.stringify(row.assert)} on ${JSON.stringify(row.answer)}: ${said} (${reason.split('\n')[0]})`)
  }
  for (const [index, config] of promptfooConfigs.entries()) {
    const results = JSON.stringify(await resultsOf(promptfoo, config))
    if (results === JSON.stringify(config.results)) continue
    differing++
    console.error(`config ${index + 1}: promptfoo gives ${results} where ${JSON.stringify(config.results)} is written`)
  }
  const all = promptfooRows.length + promptfooConfigs.length
  console.log(`promptfoo ${version} agrees with ${all - differing} of ${all} rows`)
  return differing === 0 ? 0 : 1
}

async function install(): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{"private":true}\n')
  console.log(`Installing promptfoo ${version} into ${folder} ...`)
  const options = ['--save-exact', '--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund']
  const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` }
  await promisify(execFile)('npm', ['install', `promptfoo@${version}`, ...options], { cwd: folder, env })
}

async function load(): Promise<Promptfoo> {
  const entry = join(folder, 'node_modules/promptfoo/dist/src/index.js')
  return import(pathToFileURL(entry).href)
}

/** The row as promptfoo takes it. A model that is asked for something that nobody scripted is an error. */
const inputOf = ({ answer, assert, vars = {}, threshold, judge, vectors }: PromptfooRow): object => ({
  prompt: 'Say something.',
  providerResponse: { output: answer },
  test: {
    vars,
    assert: structuredClone(assert),
    threshold,
    options: {
      provider: {
        id: () => 'scripted',
        callApi: async () => (judge === undefined ? { error: 'nobody scripted it' } : { output: judge }),
        ...(vectors && {
          callEmbeddingApi: async (text: string) =>
            vectors[text] ? { embedding: vectors[text] } : { error: `nobody scripted ${text}` },
        }),
      },
    },
  },
})

/** Runs a config in a folder with the files that it names, and a model that always gives its answer. */
async function resultsOf({ evaluate }: Promptfoo, { config, answer, files = {} }: PromptfooConfig): Promise<unknown> {
  const at = await mkdtemp(join(tmpdir(), 'gpo-promptfoo-'))
  const before = process.cwd()
  const sent: string[] = []
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(at, name), text)
    process.chdir(at)
    const answering = async (prompt: string) => {
      sent.push(prompt)
      return { output: answer }
    }
    const record = await evaluate({ ...config, providers: [answering] }, { cache: false, maxConcurrency: 1 })
    const { results } = await record.toEvaluateSummary()
    return results.map(({ success, score, failureReason }, index) =>
      failureReason === 2 ? [sent[index], 'error'] : [sent[index], success, Math.round(score * 1e4) / 1e4],
    )
  } finally {
    process.chdir(before)
    await rm(at, { recursive: true })
  }
}
