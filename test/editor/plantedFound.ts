import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Prompts that no name tells of, below `asked/`, and what the list says of each. */
export const foundByContent = [
  { file: 'support.yml', says: '2 cases' },
  { file: 'letter.yaml', says: '1 case' },
  { file: 'summary.json', says: '1 case' },
  { file: 'promptfooconfig.prod.yaml', says: '1 case' },
  { file: 'greeting.txt', says: '1 case' },
] as const

const files: Readonly<Record<string, string>> = {
  // GitHub Models: messages with its own cases.
  'support.yml': `messages:
  - role: system
    content: Name the product that the customer asks about, in one word.
  - role: user
    content: '{{question}}'
model: openai/gpt-4o-mini
testData:
  - question: Does the kettle boil dry?
    expected: kettle
  - question: My lamp flickers.
    expected: lamp
evaluators:
  - name: names it
    string:
      contains: '{{expected}}'
`,
  // Semantic Kernel: a template that says its language.
  'letter.yaml': `name: Letter
template: |
  Write a short letter to {{$name}}.
template_format: semantic-kernel
input_variables:
  - name: name
    description: Who gets it
`,
  'letter.eval.yaml': 'cases:\n  - input: { name: Ada }\n    expected: Ada\ngrader: includes\n',
  // LangChain: the type stands in the file.
  'summary.json': '{"_type": "prompt", "input_variables": ["text"], "template": "Sum up in one word: {text}"}\n',
  'summary.eval.yaml': 'cases:\n  - input: { text: It rained all day. }\n    expected: rain\ngrader: includes\n',
  // promptfoo: a config for another stage, which holds one prompt and names another.
  'promptfooconfig.prod.yaml': `prompts:
  - 'Say hello to {{name}} in French.'
  - file://greeting.txt
providers: [openai:gpt-4o-mini]
tests:
  - vars: { name: Ada }
    assert: [{ type: contains, value: Ada }]
`,
  'greeting.txt': 'Greet {{name}} as an old friend.\n',
  'notes.yml': 'messages: none yet\ntemplate: letterhead\n',
}

export async function plantFound(folder: string): Promise<void> {
  await mkdir(join(folder, 'asked'))
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, 'asked', name), text)))
}
