export { en as gu } from './en';
