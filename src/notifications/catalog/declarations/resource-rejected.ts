import { theseUsers } from '../../../audience/audience.js';
import { declare } from '../declare.js';

export default declare({
  name: 'resource-rejected',
  on: 'resource.rejected',
  type: 'RESOURCE_REQUEST',
  to: (event) => theseUsers(event.requesterId),
  channels: ['IN_APP', 'EMAIL'],
  values: ({ resource, rejectedByName, reason }) => ({
    resource,
    rejectedByName,
    reason: reason ?? '',
    explained: reason ? 'yes' : 'no',
  }),
  link: (event) => `/resources/requests/${event.requestId}`,
  sample: {
    requestId: '01937b6e-7c00-7000-8000-000000000001',
    resource: 'Folding chairs',
    requesterId: '01937b6e-7c00-7000-8000-000000000002',
    rejectedById: '01937b6e-7c00-7000-8000-000000000003',
    rejectedByName: 'Asha Mehta',
    reason: 'They are lent out until Monday.',
  },
  texts: {
    en: {
      title: 'Your request for “{resource}” was not approved',
      message:
        '{rejectedByName} has not approved your request{explained, select, yes {: {reason}} other {.}}',
      email: {
        body: 'Hello,\n\n{rejectedByName} has not approved your request{explained, select, yes {: {reason}} other {.}}\n\nIf another day or a smaller number would do, please speak with {rejectedByName}.',
      },
      sms: 'Not approved: your request for {resource}{explained, select, yes {. {reason}} other {.}}',
    },
    hi: {
      title: '“{resource}” का आपका अनुरोध स्वीकृत नहीं हुआ',
      message: '{rejectedByName} ने आपका अनुरोध स्वीकृत नहीं किया{explained, select, yes {: {reason}} other {।}}',
      email: {
        body: 'नमस्ते,\n\n{rejectedByName} ने आपका अनुरोध स्वीकृत नहीं किया{explained, select, yes {: {reason}} other {।}}\n\nयदि किसी और दिन या कम संख्या से काम चल सके, तो कृपया {rejectedByName} से बात करें।',
      },
      sms: '{resource} का आपका अनुरोध स्वीकृत नहीं हुआ।',
    },
    gu: {
      title: '“{resource}” માટેની તમારી વિનંતી મંજૂર થઈ નથી',
      message: '{rejectedByName} એ તમારી વિનંતી મંજૂર કરી નથી{explained, select, yes {: {reason}} other {.}}',
      email: {
        body: 'નમસ્તે,\n\n{rejectedByName} એ તમારી વિનંતી મંજૂર કરી નથી{explained, select, yes {: {reason}} other {.}}\n\nજો બીજા દિવસે કે ઓછી સંખ્યાથી કામ ચાલે તેમ હોય, તો કૃપા કરી {rejectedByName} સાથે વાત કરો.',
      },
      sms: '{resource} માટેની તમારી વિનંતી મંજૂર થઈ નથી.',
    },
  },
});
