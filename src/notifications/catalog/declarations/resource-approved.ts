import { theseUsers } from '../../../audience/audience.js';
import { declare } from '../declare.js';

export default declare({
  name: 'resource-approved',
  on: 'resource.approved',
  type: 'RESOURCE_REQUEST',
  to: (event) => theseUsers(event.requesterId),
  channels: ['IN_APP', 'EMAIL', 'PUSH'],
  values: ({ resource, quantity, approvedByName }) => ({ resource, quantity, approvedByName }),
  link: (event) => `/resources/requests/${event.requestId}`,
  sample: {
    requestId: '01937b6e-7c00-7000-8000-000000000001',
    resource: 'Folding chairs',
    quantity: 40,
    requesterId: '01937b6e-7c00-7000-8000-000000000002',
    approvedById: '01937b6e-7c00-7000-8000-000000000003',
    approvedByName: 'Asha Mehta',
  },
  texts: {
    en: {
      title: 'Your request for “{resource}” is approved',
      message:
        '{approvedByName} has approved your request for {quantity, plural, one {# item} other {# items}}.',
      email: {
        body: 'Hello,\n\n{approvedByName} has approved your request for {quantity, plural, one {# item} other {# items}}.\n\nPlease agree with {approvedByName} on when to collect and return them.',
      },
      sms: 'Approved: your request for {resource} ({quantity, plural, one {# item} other {# items}}).',
    },
    hi: {
      title: '“{resource}” का आपका अनुरोध स्वीकृत हुआ',
      message:
        '{approvedByName} ने {quantity, plural, one {# वस्तु} other {# वस्तुओं}} का आपका अनुरोध स्वीकृत कर दिया है।',
      email: {
        body: 'नमस्ते,\n\n{approvedByName} ने {quantity, plural, one {# वस्तु} other {# वस्तुओं}} का आपका अनुरोध स्वीकृत कर दिया है।\n\nकृपया इन्हें लेने और लौटाने का समय {approvedByName} के साथ तय कर लें।',
      },
      sms: '{resource} ({quantity, number, integer}) का आपका अनुरोध स्वीकृत हुआ।',
    },
    gu: {
      title: '“{resource}” માટેની તમારી વિનંતી મંજૂર થઈ',
      message:
        '{approvedByName} એ {quantity, plural, one {# વસ્તુ} other {# વસ્તુઓ}} માટેની તમારી વિનંતી મંજૂર કરી છે.',
      email: {
        body: 'નમસ્તે,\n\n{approvedByName} એ {quantity, plural, one {# વસ્તુ} other {# વસ્તુઓ}} માટેની તમારી વિનંતી મંજૂર કરી છે.\n\nકૃપા કરી તે લેવા અને પરત કરવાનો સમય {approvedByName} સાથે નક્કી કરશો.',
      },
      sms: '{resource} ({quantity, number, integer}) માટેની તમારી વિનંતી મંજૂર થઈ.',
    },
  },
});
