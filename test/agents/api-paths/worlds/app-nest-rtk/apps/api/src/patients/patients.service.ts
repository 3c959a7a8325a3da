import {Injectable} from '@nestjs/common';

@Injectable()
export class PatientsService {
	private readonly all = new Map<string, unknown>();

	list() {
		return [...this.all.values()];
	}
	get(id: string) {
		return this.all.get(id);
	}
	delete(id: string) {
		return this.all.delete(id);
	}
}
