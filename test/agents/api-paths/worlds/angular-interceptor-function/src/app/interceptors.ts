import {HttpHandlerFn, HttpInterceptorFn, HttpRequest} from '@angular/common/http';

const base = '/backend';

export function prefixed(req: HttpRequest<unknown>, next: HttpHandlerFn) {
	const url = req.url.includes('://') ? req.url : `${base}/${req.url.replace(/^\//, '')}`;
	return next(req.clone({url}));
}

export const forgetful: HttpInterceptorFn = (req, next) => {
	const copy = req.clone({url: `/v2${req.url}`});
	console.log(copy.url);
	return next(req);
};
