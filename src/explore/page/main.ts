import { startPage } from './app.ts';

startPage();
