// What `npm run new:notification` writes, as text that prettier still has to put into shape.

/** The event that a name begins with: payment.received for payment-received-treasurer. */
export function eventFor(name, events) {
  const begins = events.filter((event) => `${name}-`.startsWith(`${event.replaceAll('.', '-')}-`));
  return begins.toSorted((a, b) => b.length - a.length)[0];
}

/** `carries` is the JSON schema of the event; `neighbour` another declaration of it, if there is one. */
export function skeleton({ name, event, carries, neighbour }) {
  const sample = neighbour?.sample ?? sampleOf(carries, { next: 1 });
  const people = peopleIn(carries.properties);
  const told = Object.keys(carries.properties).filter((field) => isTold(carries.properties[field]));
  const values = told.length > 0 ? `({ ${told.join(', ')} }) => ({ ${told.join(', ')} })` : '() => ({})';
  const words = name.replaceAll('-', ' ');
  const declaration = `
    import { theseUsers } from '../../../audience/audience.js';
    import { declare } from '../declare.js';

    export default declare({
      name: '${name}',
      on: '${event}',
      type: '${neighbour?.type ?? 'NOTIFICATION'}',
      to: ${people ? `(event) => theseUsers(${people.spread}event.${people.field})` : '() => theseUsers()'},
      channels: ['IN_APP', 'EMAIL'],
      values: ${values},
      sample: ${JSON.stringify(sample)},
      texts: {
        en: {
          title: '${words[0].toUpperCase()}${words.slice(1)}',
          message: 'Say here in a sentence what happened.',
          sms: 'Say it here in a few words.',
        },
        hi: {
          title: 'यहाँ शीर्षक लिखें',
          message: 'यहाँ एक वाक्य में बताएँ कि क्या हुआ।',
          sms: 'यहाँ कुछ शब्दों में बताएँ।',
        },
        gu: {
          title: 'અહીં શીર્ષક લખો',
          message: 'શું થયું તે અહીં એક વાક્યમાં જણાવો.',
          sms: 'અહીં થોડા શબ્દોમાં જણાવો.',
        },
      },
    });
  `;
  const users = people?.spread ? `sample.${people.field}` : people ? `[sample.${people.field}]` : '[]';
  const spec = `
    import { expect, it } from 'vitest';
    import declaration from './${name}.js';

    it('goes to those whom it is for, and to nobody else', () => {
      const { sample, to } = declaration;
      expect(to(sample)).toEqual({ include: [{ users: ${users} }] });
    });
  `;
  return { declaration, spec };
}

/** Those whom an event is mostly about come first. */
const LIKELY = [
  /^userIds$/,
  /^userId$/,
  /^(member|payer|requester|organizer)Id$/,
  /ById$/,
  /(user|member)Ids?$/i,
];

function peopleIn(properties) {
  const ids = Object.keys(properties).filter(
    (field) => isId(properties[field]) || isId(properties[field].items),
  );
  const likely = LIKELY.flatMap((pattern) => ids.filter((field) => pattern.test(field)));
  const field = likely[0] ?? ids.at(-1);
  return field && { field, spread: properties[field].type === 'array' ? '...' : '' };
}

const isId = (schema) => schema?.format === 'uuid';

/** A text can say it: no ids, no lists. */
function isTold(schema) {
  if (schema.anyOf) return schema.anyOf.every((each) => each.type === 'null' || isTold(each));
  return ['string', 'number', 'integer', 'boolean'].includes(schema.type) && !isId(schema);
}

/** Something that the schema takes; a pattern of its own is the one thing it cannot guess. */
function sampleOf(schema, ids, field = '') {
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return sampleOf(schema.anyOf[0], ids, field);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties).map(([name, each]) => [name, sampleOf(each, ids, name)]),
      );
    case 'array':
      return [sampleOf(schema.items, ids, field)];
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1);
    case 'boolean':
      return true;
    case 'string':
      return sampleText(schema, ids, field);
    default:
      return null;
  }
}

function sampleText({ format, minLength = 0 }, ids, field) {
  if (format === 'uuid') return `01937b6e-7c00-7000-8000-${String(ids.next++).padStart(12, '0')}`;
  if (format === 'date-time') return '2026-11-08T13:30:00.000Z';
  if (format === 'date') return '2026-11-08';
  if (format === 'email') return 'meera@example.org';
  if (format === 'uri') return 'https://example.org/';
  if (field === 'currency') return 'INR';
  return (/name$/i.test(field) ? 'Meera Patel' : `Some ${field}`).padEnd(minLength, '.');
}
