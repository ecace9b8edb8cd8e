// Starts one of the scripts beside it, and says what is missing where the machine cannot run TypeScript as it stands.
const [major] = process.versions.node.split('.').map(Number)
const [script] = process.argv.splice(2, 1)

if (major < 24) {
  console.error(`The scripts of this project run on Node 24, which npm installs with the other dependencies, but this is
Node ${process.versions.node}: node_modules/.bin/node is missing. Run "npm ci" in the project's folder, without --ignore-scripts
(the dependency "node" fetches its program in an install script), and start the scripts with "npm run".`)
  process.exit(1)
}
if (script === undefined) {
  console.error('usage: node scripts/start.mjs SCRIPT [options]')
  process.exit(2)
}
const { main } = await import(new URL(script, import.meta.url).href)
process.exitCode = await main(process.argv.slice(2))
