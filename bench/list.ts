import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cli, median, timed } from './measuring.ts'

/**
 * `gpo list` on a tree of 100,000 files, 10,000 of which are prompt files, beside what ripgrep takes to name them all:
 * `npm run bench:list`, after `npm run build`. The two are run in turn, so that both meet the disk as the other left it.
 */
const folders = 1000
const others = 90
const rounds = 5

const prompts: Readonly<Record<string, string>> = {
  'answer.prompt.md': 'Answer {{input}}.\n',
  'help.prompt.md': 'Help with {{input}}.\n',
  'plan.prompt.md': '---\nmode: agent\n---\nPlan {{input}}.\n',
  'brief.prompty': '---\nname: brief\n---\nsystem:\nBe brief.\nuser:\n{{input}}\n',
  'city.prompt.yml': 'messages:\n  - role: user\n    content: Name the city in {{input}}\n',
  'menu.prompt': 'Say what is on the menu for {{input}}.\n',
  'style.instructions.md': '---\napplyTo: "**"\n---\nUse short words.\n',
  'writer.agent.md': 'Write what you are told to.\n',
  'support.promptl': 'Support {{ input }}.\n',
  'review.prompt.md': 'Review {{input}}.\n',
}
const endings = ['ts', 'js', 'py', 'md', 'json', 'txt']

const root = await mkdtemp(join(tmpdir(), 'gpo-list-'))
try {
  const files = await plant()
  const times = { gpo: [] as number[], rg: [] as number[] }
  let found = 0
  for (let round = 0; round < rounds; round++) {
    const listed = await timed(process.execPath, [cli, 'list', root, '--json'], { cwd: root })
    if (listed.status !== 0) throw new Error(listed.err)
    times.gpo.push(listed.seconds)
    const all: unknown = JSON.parse(listed.out)
    found = Array.isArray(all) ? all.length : 0
    const named = await timed('rg', ['--files', root], { cwd: root }).catch(() => undefined)
    if (named) times.rg.push(named.seconds)
  }
  console.log(`${files} files, ${found} prompt files, medians of ${rounds} runs in turn\n`)
  console.log('| command | seconds |')
  console.log('| --- | ---: |')
  console.log(`| gpo list --json | ${median(times.gpo).toFixed(2)} |`)
  if (times.rg.length === 0) console.log('\nripgrep (rg) is not installed.')
  else {
    console.log(`| rg --files | ${median(times.rg).toFixed(2)} |`)
    console.log(`\nratio: ${(median(times.gpo) / median(times.rg)).toFixed(1)}`)
  }
} finally {
  await rm(root, { recursive: true, force: true })
}

/** Plants the tree, and gives how many files it has. */
async function plant(): Promise<number> {
  let files = 0
  for (let index = 0; index < folders; index++) {
    const folder = join(root, `package${index % 20}`, `module${Math.floor(index / 20)}`)
    await mkdir(join(folder, 'src'), { recursive: true })
    const sets = index % 10 === 0 ? [['answer.eval.csv', 'input,expected\n1 + 1,2\n2 + 2,4\n'] as const] : []
    const plain = Array.from({ length: others - sets.length }, (_, at) => {
      const name = `file${at}.${endings[at % endings.length]}`
      return [at % 2 === 0 ? name : join('src', name), 'nothing\n'] as const
    })
    for (const [name, text] of [...Object.entries(prompts), ...sets, ...plain]) {
      await writeFile(join(folder, name), text)
      files++
    }
  }
  return files
}
