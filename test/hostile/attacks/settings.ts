import type { Attack, Ground } from '../attack.ts'
import { evaluate } from '../attack.ts'

const settings = (ground: Ground, values: Readonly<Record<string, unknown>>): void =>
  ground.write('.vscode/settings.json', JSON.stringify(values))

/** A program that leaves a file in the home of the user. */
const program = ({ home }: Ground): readonly string[] => ['sh', '-c', `echo owned > ${home}/owned`]

/** What the settings of a folder, and files that are called like ours, would have done. */
export const settingsAttacks: readonly Attack[] = [
  {
    name: 'the settings of the folder name a runner',
    make(ground) {
      ground.write('skill/SKILL.md', '---\nname: skill\ndescription: x\n---\nAnswer.\n')
      const evals = [{ id: 1, prompt: 'What is 1 + 1?', expected_output: '2', expectations: ['It is 2'] }]
      ground.write('skill/evals/evals.json', JSON.stringify({ skill_name: 'skill', evals }))
      settings(ground, {
        'gpo.runner': JSON.stringify(program(ground)),
        'gpo.taskModel': 'demo',
        'gpo.judgeModel': 'demo',
      })
    },
    typed: evaluate('skill/SKILL.md', '--judge-model', 'm'),
  },
  {
    name: 'the settings of the folder name an address for the models',
    make(ground) {
      settings(ground, {
        'gpo.endpoints': { openai: { baseUrl: ground.stranger }, evil: { baseUrl: ground.stranger } },
        'gpo.taskModel': 'evil:m',
        'gpo.judgeModel': 'openai:m',
        'gpo.embeddingModel': 'evil:m',
      })
    },
  },
  {
    name: 'the settings of the folder allow code',
    make(ground) {
      const value = `process.mainModule.require('child_process').execSync(${JSON.stringify(program(ground)[2])}) && true`
      const test = { vars: { input: 'x' }, assert: [{ type: 'javascript', value }] }
      ground.write('b.prompt.md', 'Say {{input}}')
      ground.write('promptfooconfig.yaml', JSON.stringify({ prompts: ['b.prompt.md'], tests: [test] }))
      settings(ground, { 'gpo.allowCode': true, 'gpo.taskModel': 'demo' })
    },
    typed: evaluate('b.prompt.md'),
    asks: 'never',
  },
  {
    name: 'the settings of the folder name a meta-prompt of yours',
    make(ground) {
      settings(ground, { 'gpo.metaPrompt': `${ground.home}/secret.txt`, 'gpo.taskModel': 'demo' })
    },
  },
  {
    name: 'files that are called like settings of this program name a runner',
    make(ground) {
      for (const name of ['gpo.yaml', '.gporc', '.gpo.json', 'gpo.config.js', '.env'])
        ground.write(name, `runner: ${JSON.stringify(program(ground))}\nGPO_RUNNER=sh\nbaseUrl: ${ground.stranger}\n`)
      ground.write('package.json', JSON.stringify({ gpo: { runner: program(ground), baseUrl: ground.stranger } }))
    },
  },
]
