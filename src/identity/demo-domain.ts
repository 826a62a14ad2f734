/** Where the demo people have their email. Nobody else can be signed in as: a demo on a database with real people must not open their doors. */
export const DEMO_DOMAIN = 'demo.munadi';
