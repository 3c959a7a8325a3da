import {brokenValues} from './broken-values.ts';
import {catchAll} from './catch-all.ts';
import {contentTypes} from './content-types.ts';
import {dangerous} from './dangerous.ts';
import {emptied} from './emptied.ts';
import {failing} from './failing.ts';
import {failureInOk} from './failure-in-ok.ts';
import {gone} from './gone.ts';
import {healthyShop} from './healthy-shop.ts';
import {hostile} from './hostile.ts';
import {notHttp} from './not-http.ts';
import {placeholders} from './placeholders.ts';
import {rateLimited} from './rate-limited.ts';
import {redirects} from './redirects.ts';
import {singlePageApp} from './single-page-app.ts';
import {slow} from './slow.ts';
import type {World} from './world.ts';

export const worlds: readonly World[] = [
	healthyShop,
	failing,
	singlePageApp,
	catchAll,
	contentTypes,
	placeholders,
	brokenValues,
	emptied,
	slow,
	redirects,
	gone,
	dangerous,
	failureInOk,
	rateLimited,
	hostile,
	notHttp,
];
