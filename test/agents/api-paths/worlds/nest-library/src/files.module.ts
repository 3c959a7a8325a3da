import {Controller, Get, Module, Post} from '@nestjs/common';

@Controller('files')
export class FilesController {
  @Post()
  upload() {}
}

@Controller('folders')
export class FoldersController {
  @Get()
  list() {}
}

@Module({controllers: [FilesController]})
export class FilesModule {}
