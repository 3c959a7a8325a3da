import {Controller, Get, Module, forwardRef} from '@nestjs/common';
import {DogsModule} from './dogs';

@Controller('cats')
class CatsController {
  @Get()
  list() {}
}

@Controller('kittens')
class ForgottenController {
  @Get()
  list() {}
}

@Module({imports: [forwardRef(() => DogsModule)], controllers: [CatsController]})
export class CatsModule {}
