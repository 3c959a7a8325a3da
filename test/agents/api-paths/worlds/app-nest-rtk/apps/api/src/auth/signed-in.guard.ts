import {type CanActivate, Injectable} from '@nestjs/common';

@Injectable()
export class SignedIn implements CanActivate {
	canActivate() {
		return true;
	}
}
