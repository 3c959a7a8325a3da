import {HTTP_INTERCEPTORS, HttpClientModule} from '@angular/common/http';
import {NgModule} from '@angular/core';
import {First} from './first';
import {Second} from './second';

const interceptors = [
	{provide: HTTP_INTERCEPTORS, useClass: Second, multi: true},
	{provide: HTTP_INTERCEPTORS, useClass: First, multi: true},
];

@NgModule({imports: [HttpClientModule], providers: [interceptors]})
export class CoreModule {}
