import { theseUsers } from '../../../audience/audience.js';
import { declare } from '../declare.js';

export default declare({
  name: 'resource-requested',
  on: 'resource.requested',
  type: 'RESOURCE_REQUEST',
  to: (event) => theseUsers(...event.deciderIds),
  channels: ['IN_APP', 'EMAIL', 'PUSH'],
  values: ({ resource, quantity, purpose, requesterName }) => ({
    resource,
    quantity,
    requesterName,
    purpose: purpose ?? '',
    explained: purpose ? 'yes' : 'no',
  }),
  link: (event) => `/resources/requests/${event.requestId}`,
  sample: {
    requestId: '01937b6e-7c00-7000-8000-000000000001',
    resource: 'Folding chairs',
    quantity: 40,
    purpose: 'For the wedding of my daughter.',
    requesterId: '01937b6e-7c00-7000-8000-000000000002',
    requesterName: 'Meera Patel',
    deciderIds: ['01937b6e-7c00-7000-8000-000000000003'],
  },
  texts: {
    en: {
      title: '{requesterName} requests “{resource}”',
      message:
        '{requesterName} needs {quantity, plural, one {# item} other {# items}}{explained, select, yes {: {purpose}} other {.}}',
    },
    hi: {
      title: '{requesterName} का अनुरोध: “{resource}”',
      message:
        '{requesterName} को {quantity, plural, one {# वस्तु} other {# वस्तुओं}} की आवश्यकता है{explained, select, yes {: {purpose}} other {।}}',
    },
    gu: {
      title: '{requesterName} ની વિનંતી: “{resource}”',
      message:
        '{requesterName} ને {quantity, plural, one {# વસ્તુની} other {# વસ્તુઓની}} જરૂર છે{explained, select, yes {: {purpose}} other {.}}',
    },
  },
});
