import Application from './app.ts';

new Application().start(3000);
