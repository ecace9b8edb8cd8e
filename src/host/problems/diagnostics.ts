import { Diagnostic, DiagnosticSeverity, DiagnosticTag, Range, type Uri } from 'vscode'
import type { EvalSet } from '../../evals/evalSet.ts'
import type { Severity } from '../../evals/health/caseSeverities.ts'
import { explanation } from '../../problem/sentences.ts'
import { uriOf } from '../editor/files.ts'
import type { Finding } from './findings.ts'

/** A finding with its prompt file and, if it could be read, that file's eval set. */
export interface FoundProblem {
  readonly finding: Finding
  readonly prompt: Uri
  readonly evalSet?: EvalSet
}

/** A finding as it is shown. */
export interface Mark extends FoundProblem {
  readonly uri: Uri
  readonly diagnostic: Diagnostic
}

/** The marks, grouped by the file in which they are. A problem in an eval set of several prompts is shown once. */
export function byFile(found: readonly FoundProblem[]): ReadonlyMap<string, readonly Mark[]> {
  const marks = new Map<string, Mark[]>()
  const seen = new Set<string>()
  for (const one of found) {
    const uri = uriOf(one.finding.path, one.prompt)
    const diagnostic = toDiagnostic(one.finding)
    const { range, message } = diagnostic
    const key = JSON.stringify([uri.toString(), range.start, range.end, message])
    if (seen.has(key)) continue
    seen.add(key)
    marks.set(uri.toString(), [...(marks.get(uri.toString()) ?? []), { ...one, uri, diagnostic }])
  }
  return marks
}

function toDiagnostic({ problem, line, columns, endLine = line, severity }: Finding): Diagnostic {
  const [start, end] = columns ?? [0, Number.MAX_SAFE_INTEGER]
  const range = new Range(Math.max(line - 1, 0), start, Math.max(endLine - 1, 0), end)
  const diagnostic = new Diagnostic(range, explanation(problem), severities[severity])
  diagnostic.source = 'GPO'
  diagnostic.code = problem.code
  if (problem.code === 'description-cut') diagnostic.tags = [DiagnosticTag.Unnecessary]
  return diagnostic
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
}
