import {provideHttpClient} from '@angular/common/http';
import {bootstrapApplication} from '@angular/platform-browser';
import {App} from './app';
import {ROOT} from './root';

bootstrapApplication(App, {providers: [provideHttpClient(), {provide: ROOT, useValue: '/api'}]});
