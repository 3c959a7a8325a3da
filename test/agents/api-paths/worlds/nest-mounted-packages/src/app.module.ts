import {Controller, Get, Module} from '@nestjs/common';
import {GraphQLModule} from '@nestjs/graphql';
import {Crud} from '@nestjsx/crud';

class Hero {}

@Crud({model: {type: Hero}})
@Controller('heroes')
class HeroesController {
  @Get('ranking')
  ranking() {}
}

@Module({imports: [GraphQLModule.forRoot({autoSchemaFile: true})], controllers: [HeroesController]})
export class AppModule {}
