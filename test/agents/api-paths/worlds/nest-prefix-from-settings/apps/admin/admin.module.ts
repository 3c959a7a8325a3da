import {Controller, Delete, Module} from '@nestjs/common';

@Controller('offers')
class OffersController {
  @Delete(':id')
  remove() {}
}

@Module({controllers: [OffersController]})
export class AdminModule {}
