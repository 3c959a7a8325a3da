import {Controller, Get, Module} from '@nestjs/common';
import {ConfigModule} from '@nestjs/config';

@Controller('offers')
class OffersController {
  @Get()
  list() {}
}

@Module({imports: [ConfigModule.forRoot({isGlobal: true})], controllers: [OffersController]})
export class PublicModule {}
