import { runScenarios } from '../scenario.js';
import { everything } from './everything.js';

runScenarios('long', 'postgres', everything);
