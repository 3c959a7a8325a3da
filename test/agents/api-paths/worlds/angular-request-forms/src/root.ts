import {InjectionToken} from '@angular/core';

export const ROOT = new InjectionToken<string>('where the backend is');
export const REPORTS = new InjectionToken<string>('reports', {factory: () => '/api/reports'});
