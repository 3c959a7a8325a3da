import {Injectable} from '@nestjs/common';
import {InjectRepository} from '@nestjs/typeorm';
import {Repository} from 'typeorm';
import {PrismaService} from './prisma.service';

class Toy {}

@Injectable()
export class CatsService {
	constructor(
		private readonly prisma: PrismaService,
		@InjectRepository(Toy) private readonly toys: Repository<Toy>,
	) {}

	list() {
		return this.prisma.cat.findMany();
	}

	toysOf(id: string) {
		return this.toys.find({where: {id}});
	}
}
