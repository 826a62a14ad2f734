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
      email: {
        body: 'Hello,\n\n{requesterName} needs {quantity, plural, one {# item} other {# items}}{explained, select, yes {: {purpose}} other {.}}\n\nPlease approve or reject the request, so that {requesterName} can plan.',
      },
      sms: '{requesterName} requests {resource} ({quantity, plural, one {# item} other {# items}}). Please decide.',
    },
    hi: {
      title: '{requesterName} का अनुरोध: “{resource}”',
      message:
        '{requesterName} को {quantity, plural, one {# वस्तु} other {# वस्तुओं}} की आवश्यकता है{explained, select, yes {: {purpose}} other {।}}',
      email: {
        body: 'नमस्ते,\n\n{requesterName} को {quantity, plural, one {# वस्तु} other {# वस्तुओं}} की आवश्यकता है{explained, select, yes {: {purpose}} other {।}}\n\nकृपया अनुरोध को स्वीकार या अस्वीकार करें, ताकि {requesterName} आगे की तैयारी कर सकें।',
      },
      sms: '{requesterName} का अनुरोध: {resource} ({quantity, number, integer})। कृपया निर्णय लें।',
    },
    gu: {
      title: '{requesterName} ની વિનંતી: “{resource}”',
      message:
        '{requesterName} ને {quantity, plural, one {# વસ્તુની} other {# વસ્તુઓની}} જરૂર છે{explained, select, yes {: {purpose}} other {.}}',
      email: {
        body: 'નમસ્તે,\n\n{requesterName} ને {quantity, plural, one {# વસ્તુની} other {# વસ્તુઓની}} જરૂર છે{explained, select, yes {: {purpose}} other {.}}\n\nકૃપા કરી વિનંતી મંજૂર કે નામંજૂર કરો, જેથી {requesterName} આગળની તૈયારી કરી શકે.',
      },
      sms: '{requesterName} ની વિનંતી: {resource} ({quantity, number, integer}). નિર્ણય આપશો.',
    },
  },
});
