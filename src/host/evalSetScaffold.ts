/** `triage.prompt.md` gets `triage.eval.yaml`, where pairing looks first. */
export const scaffoldName = (promptName: string): string =>
  `${promptName.replace(/\.prompt\.(md|ya?ml)$/, '')}.eval.yaml`

/** An eval set to start from: two cases with every placeholder of the prompt, to be filled in. */
export function scaffold(placeholders: readonly string[]): string {
  const cases = [1, 2].map(number =>
    [`  - id: case-${number}`, ...variables(placeholders), '    expected: ""'].join('\n'),
  )
  return `# Cases for the prompt beside this file. Twenty or more make scores that mean something;
# a hundred or more can tell two good prompts apart.
cases:
${cases.join('\n')}
`
}

function variables(placeholders: readonly string[]): string[] {
  if (placeholders.length === 0) return []
  return ['    vars:', ...placeholders.map(name => `      ${JSON.stringify(name)}: ""`)]
}
