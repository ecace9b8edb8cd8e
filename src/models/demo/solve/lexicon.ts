/** Words of each category that counting questions ask for, in the singular. */
const categories: Readonly<Record<string, readonly string[]>> = {
  fruit: split(
    'apple orange banana peach plum grape pear cherry lemon lime mango nectarine strawberry raspberry blackberry blueberry kiwi melon apricot fig pineapple grapefruit papaya date',
  ),
  vegetable: split(
    'carrot potato onion garlic cabbage cauliflower broccoli celery yam lettuce leek radish turnip pumpkin courgette zucchini pea bean spinach beetroot cucumber aubergine asparagus parsnip kale pepper',
  ),
  animal: split(
    'pony hen dog cat cow pig goat sheep horse donkey rabbit mouse rat snake frog duck chicken goose fish snail bear lion tiger wolf fox deer hamster turtle parrot owl bee ant pigeon squirrel hedgehog turkey',
  ),
  bird: split('duck chicken goose parrot owl pigeon turkey'),
  instrument: split(
    'piano violin trumpet trombone flute clarinet accordion drum guitar cello harp saxophone oboe banjo tuba viola harmonica ukulele bassoon',
  ),
  furniture: split(
    'chair table bed couch sofa desk shelf bookcase wardrobe stool bench cupboard dresser armchair cabinet',
  ),
  appliance: split(
    'fridge oven stove toaster microwave kettle dishwasher freezer blender iron heater fan mixer washer dryer vacuum',
  ),
  vehicle: split('car bus bicycle bike truck van train boat motorcycle scooter tram plane lorry tractor ship'),
  tool: split('hammer screwdriver saw wrench drill pliers shovel rake axe chisel spanner ladder level file clamp'),
  clothing: split('shirt coat hat scarf sock shoe glove jacket sweater dress skirt belt tie boot cap'),
  drink: split('coffee tea juice water milk lemonade beer wine soda cocoa smoothie cider'),
  toy: split('doll ball kite puzzle yoyo robot teddy marble top block'),
  dish: split('plate bowl cup mug glass saucer jug teapot'),
}

/** Other names under which questions ask for a category. */
const aliases: Readonly<Record<string, string>> = {
  'musical instrument': 'instrument',
  'piece of furniture': 'furniture',
  'pieces of furniture': 'furniture',
  'kitchen appliance': 'appliance',
  'household appliance': 'appliance',
  'garden tool': 'tool',
  'item of clothing': 'clothing',
  'items of clothing': 'clothing',
  'piece of clothing': 'clothing',
  'pieces of clothing': 'clothing',
  clothes: 'clothing',
  veggie: 'vegetable',
  beverage: 'drink',
  pet: 'animal',
}

/** Whether a noun phrase such as "heads of broccoli" belongs to a category as a question names it. */
export function belongs(phrase: string, category: string): boolean {
  const asked = category.trim().toLowerCase()
  if (/\b(objects?|things?|items?)$/.test(asked)) return true
  const name = aliases[asked] ?? aliases[singular(asked)] ?? singular(asked)
  const members = categories[name]
  if (members === undefined) return phrase.toLowerCase().includes(name)
  return phrase
    .toLowerCase()
    .split(/[\s-]+/)
    .some(word => members.includes(word) || members.includes(singular(word)))
}

function singular(phrase: string): string {
  const irregular: Readonly<Record<string, string>> = {
    mice: 'mouse',
    geese: 'goose',
    shelves: 'shelf',
    wolves: 'wolf',
    scarves: 'scarf',
    knives: 'knife',
    shoes: 'shoe',
    oboes: 'oboe',
    leaves: 'leaf',
  }
  return phrase.replace(/\S+$/, word => {
    const known = irregular[word]
    if (known !== undefined) return known
    if (/(ss|us)$/.test(word)) return word
    if (/[^aeiou]ies$/.test(word)) return word.replace(/ies$/, 'y')
    if (/(ches|shes|xes|oes|sses)$/.test(word)) return word.replace(/es$/, '')
    return word.replace(/s$/, '')
  })
}

function split(words: string): readonly string[] {
  return words.split(' ')
}
