import {HttpInterceptorFn, provideHttpClient, withInterceptors} from '@angular/common/http';
import {ApplicationConfig, inject} from '@angular/core';
import {forgetful, prefixed} from './interceptors';
import {Session} from './session';

const authenticated: HttpInterceptorFn = (req, next) => {
	const {token} = inject(Session);
	return next(token ? req.clone({setHeaders: {Authorization: token}}) : req);
};

export const appConfig: ApplicationConfig = {
	providers: [provideHttpClient(withInterceptors([prefixed, forgetful, authenticated]))],
};
