# Images with docker; tools/docker does the work.
.PHONY: docker docker.save docker.push
docker:
	./tools/docker
docker.save:
	./tools/docker --save
docker.push:
	./tools/docker --push

# One image alone: docker.pilot, tar.docker.pilot, push.docker.pilot.
docker.%:
	DOCKER_TARGETS=docker.$* ./tools/docker
tar.docker.%:
	DOCKER_TARGETS=docker.$* ./tools/docker --save
push.docker.%:
	DOCKER_TARGETS=docker.$* ./tools/docker --push
