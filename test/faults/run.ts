import { parseArgs } from 'node:util';
import { cellsOf, play, type Played } from './matrix';
