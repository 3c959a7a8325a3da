import {Controller, Get, Module, forwardRef} from '@nestjs/common';
import {CatsModule} from './cats';

@Controller('dogs')
class DogsController {
  @Get(':name')
  one() {}
}

@Module({imports: [forwardRef(() => CatsModule)], controllers: [DogsController]})
export class DogsModule {}
