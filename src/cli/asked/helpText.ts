export const usage = `GPO: improve a prompt against its eval set.

  gpo list [dir]              prompt files and their eval sets
  gpo eval <prompt>           score a prompt
  gpo optimize <prompt>       run the optimizer
  gpo resume <run>            go on with a stopped run
  gpo demo-server             the simulated demo model over HTTP, at 127.0.0.1

Which prompt and cases
  --target ID                 which text of the file, where it has several
  --eval-set FILE|DIR         the eval set, or a folder of train, validation and test .jsonl
  --allow-code                run the JavaScript that an eval set grades with; only for one that you trust

Which models
  --task-model ID             the model that is prompted: demo, or provider:model (openai:..., ollama:...)
  --optimizer-model ID        the model that writes prompts (default: the task model)
  --judge-model ID            the model that grades, where the eval set asks for one
  --embedding-model ID        measures relevance (default: similarity of character n-grams)
  --base-url URL              an OpenAI-compatible endpoint; models are then named as it names them
  --api-key-env NAME          environment variable that holds the endpoint's key (default: PROVIDER_API_KEY;
                              none with --base-url)
  --price MODEL=IN/OUT        USD per million input and output tokens; may be repeated
  --task-max-tokens N         longest answer of the task model, with the tokens that it spends on reasoning
  --optimizer-max-tokens N    longest reply of the optimizer model, likewise

How the optimizer works
  --strategy NAME             gpo, ape, apo, opro, pe2, sgdm: one loop with the parts exchanged; gepa, ape-native,
                              apo-native, opro-native, pe2-native: after the original systems
  --paper                     the loop as published: forced move, full evaluation
  --evaluation NAME           full, careful or fast: how soon a losing candidate is dropped
  --steps N                   updates to make (default: as many as --epochs gives)
  --epochs N                  passes over the train split
  --candidates N              new prompts in each step
  --seed N                    the same seed and answers give the same run

Parts of the strategy (default of each: as the strategy has it)
  --evidence NAME             trajectory, failures, both or neither: what the optimizer model is shown
  --scores on|off             whether prompts are shown with their scores
  --reflection on|off         whether the failures are put into words first
  --momentum NAME             none, recency, importance, relevance or summary: which past is shown
  --momentum-over NAME        prompts or reflections
  --memory N                  how many of them, the current one included
  --update NAME               generate or edit
  --schedule NAME             none, fixed, linear or cosine: how the step size changes
  --step-size I:F             words that may change, at the start and at the end
  --warmup N                  steps with a rising step size
  --over-step NAME            allow, reject or clip: what becomes of a text that changes more
  --walk NAME                 elitist, forced, pareto or beam: which prompt a step starts from
  --meta-prompt FILE          your own texts for what the optimizer model is sent

Caps, never passed; cached answers are free
  --max-calls N  --max-tokens N  --max-usd X  --max-minutes N
  --concurrency N             requests under way at once
  --repeats N                 ask each case so often, and grade it by the mean

Result
  --write                     put the best prompt into the file
  --min-score X               gpo eval: exit 1 below this score, 0 to 1, or where over a tenth of the cases
                              was not answered
  --json                      one JSON document on standard output

gpo demo-server
  --port N                    0 takes a free one (default 8080)
  --latency MS                time before each answer
  --fail-rate X               share of requests that fail, 0 to 1
  --seed N

Runs and paid answers are kept in .gpo of the folder that gpo is started in, or of the nearest folder above it in the
same repository that has one already.
Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted.
`
