import { writeFileSync } from 'node:fs'
import { declared } from '../src/settings/declared.ts'
import { groups } from '../src/settings/row.ts'
import { settings } from '../src/settings/settingRows.ts'

/** Where the page stands; `node scripts/settingsPage.ts` writes it anew, and a test says when that is due. */
export const settingsPath = 'docs/settings.md'

const head = `# Settings

Every setting of the extension: its default, and the option of \`gpo\` that says the same, where there is one. The terminal does
not read the editor's settings; what is not typed there has the default. There, \`--base-url\`, \`--api-key-env\` and \`--price\` stand for
\`gpo.endpoints\`, a key and \`gpo.prices\`: [models.md](models.md) has examples.

A setting may differ from folder to folder; one marked *machine* is the user's alone. In a folder that is not trusted, what
its own settings say of models, endpoints, prices, caps, code and meta-prompts does not count.
`

/** The page of all settings, from the table of them and the manifest. */
export function settingsPage(): string {
  const sections = Object.entries(groups).map(([group, title]) => {
    const entries = settings.filter(row => row.group === group).map(entryOf)
    return `## ${title}\n\n${entries.join('\n')}\n`
  })
  return [head, ...sections].join('\n')
}

function entryOf({ name, option }: Pick<(typeof settings)[number], 'name' | 'option'>): string {
  const property = declared(name)
  const facts = [
    writtenDefault(property.default),
    ...(option ? [codeOf(`--${option}`)] : []),
    ...(property.scope === 'machine' ? ['*machine*'] : []),
  ]
  const text = (property.markdownDescription ?? property.description ?? '').replaceAll(/`#(gpo\.\w+)#`/g, '`$1`')
  const line = `- **\`gpo.${name}\`** (${facts.join('; ')}). ${text}`
  const { enum: values = [], enumDescriptions: meanings } = property
  if (meanings === undefined) return values.length === 0 ? line : `${line} One of ${values.map(codeOf).join(', ')}.`
  return [line, ...values.map((value, index) => `  - ${codeOf(value)}: ${meanings[index] ?? ''}`)].join('\n')
}

const codeOf = (value: string): string => `\`${value}\``

/** A default as it is written in settings.json; the endpoints are listed on a page of their own. */
function writtenDefault(value: unknown): string {
  const isMap = typeof value === 'object' && value !== null
  if (isMap && Object.keys(value).length > 0) return Object.keys(value).join(', ')
  return codeOf(JSON.stringify(value))
}

if (import.meta.main) writeFileSync(new URL(`../${settingsPath}`, import.meta.url), settingsPage())
